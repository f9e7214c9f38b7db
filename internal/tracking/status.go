package tracking

import "pledgebook"

// status says where a promise stands on the day now.
//
// Withdrawn is what its own claims say; fulfilled needs delivery for certain;
// what nobody can measure is unverifiable once its time is up; past the
// deadline a promise that is not fulfilled is overdue; before it, progress is
// held against the time elapsed at the end of the figure's own period.
func status(e pledgebook.Entry, f *pledgebook.Fulfilment, towards []pledgebook.Entry, now pledgebook.Day) pledgebook.Status {
	over := e.Deadline.Known() && now > e.Deadline
	switch {
	case e.Revision == pledgebook.Withdrawal:
		return pledgebook.Withdrawn
	case f.Least != nil && e.Money.Lo.Sign() > 0 && f.Least.Lo.Cmp(e.Money.Lo) >= 0:
		return pledgebook.Fulfilled
	case e.Money == nil && itemsArrived(e.Items, towards):
		return pledgebook.Fulfilled
	case over && unmeasured(e, f):
		return pledgebook.Unverifiable
	case over:
		return pledgebook.Overdue
	case f.Reported == nil || !f.Reported.Share.Known:
		return pledgebook.Open
	case f.Elapsed.Known && f.Reported.Share.Cmp(f.Elapsed.Decimal) >= 0:
		return pledgebook.OnTrack
	default:
		return pledgebook.PartlyFulfilled
	}
}

// unmeasured reports whether nothing can tell if the promise was kept: it
// names no sum or counted goods, or reports say it is met in words that do not
// tell how far the aid had come.
func unmeasured(e pledgebook.Entry, f *pledgebook.Fulfilment) bool {
	if e.Money == nil {
		return len(counted(e.Items)) == 0
	}
	return f.Reported != nil && f.Reported.Stage == pledgebook.StageUnclear &&
		f.Reported.Money.Lo.Cmp(e.Money.Lo) >= 0
}
