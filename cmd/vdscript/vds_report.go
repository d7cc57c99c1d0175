package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/vds"
)

// diagnosis is what there is to say of one virtual dataset.
type diagnosis struct {
	virtualDataset
	layout   *vds.Layout
	dims     []uint64
	check    *vds.Checkup
	findings []vds.Finding
}

// faults returns the number of findings that say that data is missing.
func (r diagnosis) faults() (n int) {
	for _, f := range r.findings {
		if f.Severity == vds.Fault {
			n++
		}
	}
	return n
}

// write prints the table of the mappings, the coverage, the map if there is
// room for it, and the findings.
func (r diagnosis) write(w io.Writer, width int) error {
	fmt.Fprintf(w, "%s: virtual dataset, shape %s, %s, mappings: %d\n\n", r.path, dataspace.Text(r.dims), r.d.Type(), r.layout.Mappings.Len())
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "#\tvirtual\tfile\tdataset\tsource\tstate\tshape\ttype\tchunks\tfilters")
	for _, e := range r.check.Entries() {
		fmt.Fprint(table, e.Mapping)
		for _, text := range []string{vds.Region(e.Virtual), e.File, e.Dataset, vds.Region(e.Source), state(e),
			shapeOf(e), typeOf(e), chunksOf(e), dash(strings.Join(e.Filters, ", "))} {
			fmt.Fprint(table, "\t", cell(text))
		}
		fmt.Fprintln(table)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	c := r.check.Coverage()
	fmt.Fprintf(w, "\nelements %d: mapped %d (%s), missing %d (%s), unmapped %d (%s); hidden by later mappings %d\n", c.Total,
		c.Mapped, percent(c, c.Mapped), c.Missing, percent(c, c.Missing), c.Unmapped, percent(c, c.Unmapped), c.Hidden)
	if width > 0 {
		fmt.Fprintf(w, "\n%s", r.characters(min(width, 100), 24))
	}
	fmt.Fprintln(w)
	for _, f := range r.findings {
		fmt.Fprintln(w, f)
	}
	if r.faults() == 0 {
		_, err := fmt.Fprintln(w, "healthy: every mapping has its data")
		return err
	}
	return nil
}

// cellWidth is how many characters a cell of the table has at most.
const cellWidth = 48

// cell returns text for a cell of the table: printable, and of long text the
// middle is left out.
func cell(text string) string {
	runes := []rune(printable(text))
	if len(runes) <= cellWidth {
		return string(runes)
	}
	return string(runes[:cellWidth/2]) + "…" + string(runes[len(runes)-cellWidth/2+1:])
}

// printable quotes text with characters that would upset a table or a terminal.
func printable(text string) string {
	if strings.ContainsFunc(text, func(c rune) bool { return !unicode.IsPrint(c) }) {
		return strconv.Quote(text)
	}
	return text
}

func percent(c vds.Coverage, n uint64) string { return fmt.Sprintf("%.4g %%", c.Percent(n)) }

// state says in one or a few words how a source is.
func state(e vds.Entry) string {
	if e.Fault == nil {
		return "ok"
	}
	return e.Fault.Reason.String()
}

func shapeOf(e vds.Entry) string {
	if e.Type == nil {
		return "-"
	}
	return dataspace.Text(e.Dims)
}

func typeOf(e vds.Entry) string {
	if e.Type == nil {
		return "-"
	}
	return e.Type.String()
}

func chunksOf(e vds.Entry) string {
	if e.Chunks == nil {
		return dash(e.Layout)
	}
	return dataspace.Text(e.Chunks)
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// The JSON form of a report.
type (
	reportJSON struct {
		Path     string        `json:"path"`
		Shape    []uint64      `json:"shape"`
		Type     string        `json:"type"`
		Healthy  bool          `json:"healthy"`
		Coverage coverageJSON  `json:"coverage"`
		Sources  []entryJSON   `json:"sources"`
		Findings []findingJSON `json:"findings"`
	}
	coverageJSON struct {
		Total    uint64 `json:"total"`
		Mapped   uint64 `json:"mapped"`
		Unmapped uint64 `json:"unmapped"`
		Missing  uint64 `json:"missing"`
		Hidden   uint64 `json:"hidden"`
	}
	entryJSON struct {
		Mapping   int      `json:"mapping"`
		Virtual   string   `json:"virtual"`
		File      string   `json:"file"`
		Dataset   string   `json:"dataset"`
		Source    string   `json:"source"`
		State     string   `json:"state"`
		Elements  uint64   `json:"elements"`
		Available uint64   `json:"available"`
		Visible   uint64   `json:"visible"`
		Shape     []uint64 `json:"shape,omitempty"`
		Type      string   `json:"type,omitempty"`
		Layout    string   `json:"layout,omitempty"`
		Chunks    []uint64 `json:"chunks,omitempty"`
		Filters   []string `json:"filters,omitempty"`
	}
	findingJSON struct {
		Severity string `json:"severity"`
		Kind     string `json:"kind"`
		Mapping  *int   `json:"mapping,omitempty"`
		Elements uint64 `json:"elements"`
		Text     string `json:"text"`
	}
)

// writeReportJSON prints a list of reports.
func writeReportJSON(w io.Writer, reports []diagnosis) error {
	var out []reportJSON
	for _, r := range reports {
		out = append(out, r.json())
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(out)
}

func (r diagnosis) json() reportJSON {
	out := reportJSON{Path: r.path, Shape: r.dims, Type: r.d.Type().String(), Healthy: r.faults() == 0,
		Coverage: coverageJSON(r.check.Coverage()), Sources: []entryJSON{}, Findings: []findingJSON{}}
	for _, e := range r.check.Entries() {
		j := entryJSON{Mapping: e.Mapping, Virtual: vds.Region(e.Virtual), File: e.File, Dataset: e.Dataset, Source: vds.Region(e.Source), State: state(e),
			Elements: e.Elements, Available: e.Available, Visible: e.Visible, Layout: e.Layout, Chunks: e.Chunks, Filters: e.Filters}
		if e.Type != nil {
			j.Shape, j.Type = e.Dims, e.Type.String()
		}
		out.Sources = append(out.Sources, j)
	}
	for _, f := range r.findings {
		j := findingJSON{Severity: f.Severity.String(), Kind: f.Kind.String(), Elements: f.Elements, Text: f.Text}
		if f.Mapping >= 0 {
			j.Mapping = &f.Mapping
		}
		out.Findings = append(out.Findings, j)
	}
	return out
}
