package tracker

// example is what stands in an empty list of trackers.
const example = `[[tracker]]
id = "sahel"
title = "Humanitarian aid to the Sahel"
receivers = ["MLI", "NER", "BFA"]
kinds = ["humanitarian"]`
