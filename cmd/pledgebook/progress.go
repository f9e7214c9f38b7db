package main

import (
	"bytes"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress counts on standard error, and only where that is a terminal. Where the
// results go to the same terminal, they are written above the bars.
type progress struct {
	bars  *mpb.Progress
	bar   *mpb.Bar
	above *aboveBars
	back  func() // gives the screen its own writer again
}

// aboveBars writes whole lines above the bars; what is left of a line waits.
type aboveBars struct {
	bars *mpb.Progress
	rest []byte
}

// Write implements [io.Writer].
func (w *aboveBars) Write(p []byte) (int, error) {
	w.rest = append(w.rest, p...)
	end := bytes.LastIndexByte(w.rest, '\n') + 1
	if end == 0 {
		return len(p), nil
	}
	_, err := w.bars.Write(w.rest[:end])
	w.rest = append(w.rest[:0], w.rest[end:]...)
	return len(p), err
}

// startProgress begins to count things; total 0 is not known.
func (a *app) startProgress(things string, total int64) *progress {
	if !isTerminal(a.err) {
		return &progress{}
	}
	p := &progress{bars: mpb.NewWithContext(a.ctx, mpb.WithOutput(a.err)), back: func() {}}
	if own := a.screen.Writer; isTerminal(own) {
		p.above = &aboveBars{bars: p.bars}
		a.screen.Writer = p.above
		p.back = func() {
			a.screen.Writer = own
			_, _ = own.Write(p.above.rest)
			p.above.rest = nil
		}
	}
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
		p.back()
		p.bar = nil
	}
}
