package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"pledgebook"
)

type versionCommand struct{}

// release is set when a release is built: -ldflags "-X main.release=v1.2.3".
var release = ""

// Run prints the version, the engine and what it was built with.
func (versionCommand) Run(a *app) error {
	_, err := fmt.Fprintf(a.screen, "pledgebook %s, reading engine %s, %s %s/%s\n", build(), pledgebook.Engine, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// build names the release, or the commit it was built from.
func build() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value[:min(len(s.Value), 12)]
			}
		}
	}
	return "(built from source)"
}
