package webapi

import (
	"encoding/json"
	"net/http"
)

// addDocuments adds the OpenAPI document to what is answered.
func (a *api) addDocuments() {
	var err error
	if a.json, err = json.Marshal(a.document); err != nil {
		panic(err) // made of our own types
	}
	a.mux.HandleFunc("GET "+root+"/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/vnd.oai.openapi+json;version=3.1; charset=utf-8")
		_, _ = w.Write(a.json)
	})
}
