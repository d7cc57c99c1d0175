package starlarkvds_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/starlarkvds"
)

// A host gives a script a function, and gets a value back.
func Example() {
	temperature := func(sensor string) (float64, error) {
		if sensor != "hall" {
			return 0, fmt.Errorf("no sensor %q", sensor)
		}
		return 21.5, nil
	}
	host, err := starlarkvds.New(starlarkvds.Config{
		Stdout:  os.Stdout,
		Globals: starlark.StringDict{"temperature": starlarkvds.Func("temperature", "Reads a sensor.", temperature)},
	})
	if err != nil {
		log.Fatal(err)
	}
	globals, err := host.Run(context.Background(), "plugin.py", []byte(`
def warm(limit, *, sensor="hall"):
    t = temperature(sensor)
    print(f"{sensor}: {t:.1f} degrees")
    return t > limit

answer = warm(20)
`))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("answer:", globals["answer"])
	// Output:
	// hall: 21.5 degrees
	// answer: True
}

// A script's files can live in memory, where nothing of the machine is seen.
func Example_memory() {
	host, err := starlarkvds.New(starlarkvds.Config{
		Stdout: os.Stdout,
		Files:  starlarkvds.HDF5Only(new(driver.Memory)),
		HDF5:   driver.Sandbox(),
	})
	if err != nil {
		log.Fatal(err)
	}
	_, err = host.Run(context.Background(), "frames.py", []byte(`
layout = VirtualLayout((2, 3), "i4")
for n in range(2):
    with File(f"{n}.h5", "w") as f:
        f["row"] = np.arange(3) + 10 * n
    layout[n] = VirtualSource(f"{n}.h5", "row", shape=(3,))
with File("all.h5", "w") as f:
    f.create_virtual_dataset("rows", layout)
    print(f["rows"][:, 1:])
`))
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// [[ 1  2]
	//  [11 12]]
}

// A session is run piece by piece, and its functions called from Go.
func ExampleSession_Call() {
	host, err := starlarkvds.New(starlarkvds.Config{})
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	s := host.NewSession()
	defer s.Close()
	p, err := host.Compile("lib.py", []byte("def scale(x, by=2):\n    return [v * by for v in x]\n"))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := s.Run(ctx, p); err != nil {
		log.Fatal(err)
	}
	v, err := s.Call(ctx, "scale", []int{1, 2, 3}, 10)
	if err != nil {
		log.Fatal(err)
	}
	var out []int
	if err := starlarkvds.ToGo(v, &out); err != nil {
		log.Fatal(err)
	}
	fmt.Println(out)
	// Output: [10 20 30]
}
