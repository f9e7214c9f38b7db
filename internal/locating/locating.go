// Package locating knows where parties lie, well enough for a dot on a map of the
// world: the middle of each country, and the coasts of the continents.
package locating

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"pledgebook"
)

// The tables hold rough facts alone, to the nearest degree.
var (
	//go:embed places.tsv
	placesFile string
	//go:embed coasts.tsv
	coastsFile string
)

// Place is a point on the globe in degrees, east and north positive.
type Place struct{ Longitude, Latitude float64 }

// Of is where a party lies; false for one that has no place, such as a bank.
func Of(party pledgebook.PartyID) (Place, bool) {
	p, ok := places()[party]
	return p, ok
}

var places = sync.OnceValue(func() map[pledgebook.PartyID]Place {
	all := map[pledgebook.PartyID]Place{}
	for line := range strings.Lines(placesFile) {
		cells := strings.Fields(line)
		if len(cells) < 3 {
			continue
		}
		if p, ok := placeOf(cells[2], cells[1]); ok {
			all[pledgebook.PartyID(cells[0])] = p
		}
	}
	return all
})

// Coasts are the outlines of land, each once around.
var Coasts = sync.OnceValue(func() (all [][]Place) {
	for line := range strings.Lines(coastsFile) {
		_, points, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		var outline []Place
		for _, point := range strings.Fields(points) {
			longitude, latitude, _ := strings.Cut(point, ",")
			if p, ok := placeOf(longitude, latitude); ok {
				outline = append(outline, p)
			}
		}
		all = append(all, outline)
	}
	return all
})

func placeOf(longitude, latitude string) (Place, bool) {
	lon, errLon := strconv.ParseFloat(longitude, 64)
	lat, errLat := strconv.ParseFloat(latitude, 64)
	return Place{lon, lat}, errLon == nil && errLat == nil
}
