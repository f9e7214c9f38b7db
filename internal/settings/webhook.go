package settings

import (
	"slices"
	"strings"

	"pledgebook"
)

// Webhook is a receiver of news: a link that is posted to.
type Webhook struct {
	URL string `toml:"url"`
	// Secret is what both sides know; everything sent is signed with it.
	Secret string `toml:"secret"`
	// Events are the kinds of news; all where there are none.
	Events []string `toml:"events"`
	// Tracker, Providers and Receivers narrow the entries; any where empty.
	Tracker   string               `toml:"tracker"`
	Providers []pledgebook.PartyID `toml:"providers"`
	Receivers []pledgebook.PartyID `toml:"receivers"`
	// Language is the code of the one that titles are told in; English where empty.
	Language string `toml:"language"`
}

// WebhookLanguages are the languages that a webhook may be told in.
var WebhookLanguages = []string{"en", "uk"}

// webhookEvents are the kinds of news that a webhook may ask for.
var webhookEvents = []string{"new", "disagreement", "overdue"}

// shortestSecret is the fewest letters of a secret that nobody guesses.
const shortestSecret = 24

func (s Settings) checkWebhooks() error {
	seen := map[string]bool{}
	for _, h := range s.Webhooks {
		switch {
		case !strings.HasPrefix(h.URL, "https://") && !strings.HasPrefix(h.URL, "http://"):
			return pledgebook.Errorf(pledgebook.Invalid, "every webhook needs a url with http or https; %q is none", h.URL)
		case seen[h.URL]:
			return pledgebook.Errorf(pledgebook.Invalid, "the webhook %s is named twice", h.URL)
		case len(h.Secret) < shortestSecret:
			return pledgebook.Errorf(pledgebook.Invalid, "the webhook %s needs a secret of %d letters or more that only its receiver knows; openssl rand -hex 24 makes one", h.URL, shortestSecret)
		}
		seen[h.URL] = true
		for _, e := range h.Events {
			if !slices.Contains(webhookEvents, e) {
				return pledgebook.Errorf(pledgebook.Invalid, "a webhook is told of %s, and %q is none of these", strings.Join(webhookEvents, ", "), e)
			}
		}
		if h.Language != "" && !slices.Contains(WebhookLanguages, h.Language) {
			return pledgebook.Errorf(pledgebook.Invalid, "the webhook %s asks for the language %q; it can be told in %s", h.URL, h.Language, strings.Join(WebhookLanguages, " or "))
		}
		if h.Tracker != "" {
			if _, err := s.Tracker(h.Tracker); err != nil {
				return err
			}
		}
	}
	return nil
}
