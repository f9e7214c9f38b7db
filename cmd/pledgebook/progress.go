package main

import (
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress counts on standard error, and only where that is a terminal that
// the results do not go to.
type progress struct {
	bars *mpb.Progress
	bar  *mpb.Bar
}

// startProgress begins to count things; total 0 is not known.
func (a *app) startProgress(things string, total int64) *progress {
	if !isTerminal(a.err) || isTerminal(a.screen.Writer) {
		return &progress{}
	}
	p := &progress{bars: mpb.NewWithContext(a.ctx, mpb.WithOutput(a.err))}
	name := mpb.PrependDecorators(decor.CurrentNoUnit("%d "), decor.Name(things+" "), decor.AverageSpeed(0, "%.0f/s "))
	if total > 0 {
		p.bar = p.bars.AddBar(total, name)
	} else {
		p.bar = p.bars.AddSpinner(0, name)
	}
	return p
}

func (p *progress) step() {
	if p.bar != nil {
		p.bar.Increment()
	}
}

// reach says how much of how much is done.
func (p *progress) reach(done, total int) {
	if p.bar != nil {
		p.bar.SetTotal(int64(total), false)
		p.bar.SetCurrent(int64(done))
	}
}

func (p *progress) stop() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.bars.Wait()
	}
}
