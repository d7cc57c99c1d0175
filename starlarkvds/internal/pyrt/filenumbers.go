package pyrt

// This file is the files that a script holds by number, as os.open gives them.

// firstNumber is the first number given out; those below are the standard
// streams.
const firstNumber = 3

// Number gives an open file the least number that is free.
func (e *Env) Number(f File) int {
	if e.byNumber == nil {
		e.byNumber = make(map[int]File)
		e.OnClose(func() {
			for _, f := range e.byNumber {
				_ = f.Close()
			}
		})
	}
	n := firstNumber
	for e.byNumber[n] != nil {
		n++
	}
	e.byNumber[n] = f
	return n
}

// Numbered returns the file of a number; OSError if there is none.
func (e *Env) Numbered(n int) (File, error) {
	if f := e.byNumber[n]; f != nil {
		return f, nil
	}
	return nil, NewErrno(9, "Bad file descriptor", "")
}

// CloseNumber closes the file of a number.
func (e *Env) CloseNumber(n int) error {
	f, err := e.TakeNumber(n)
	if err != nil {
		return err
	}
	return OSErrorOf(f.Close(), "")
}

// TakeNumber returns the file of a number, which is then free.
func (e *Env) TakeNumber(n int) (File, error) {
	f, err := e.Numbered(n)
	delete(e.byNumber, n)
	return f, err
}
