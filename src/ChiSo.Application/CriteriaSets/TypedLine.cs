using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>A line as a form has it: the texts of the columns of a criteria table, read by the same reader as files.</summary>
public static class TypedLine
{
    /// <summary>Parts of the index, by the words files have for them.</summary>
    public static ImmutableArray<(string Code, CriteriaPart Value)> Parts => RuleCodes.Parts.Pairs;

    public static ImmutableArray<(string Code, Supplier Value)> Suppliers => RuleCodes.Suppliers.Pairs;

    public static ImmutableArray<(string Code, NotApplicableEffect Value)> Effects => RuleCodes.Effects.Pairs;

    public static ImmutableArray<(string Code, EvidenceRule Value)> EvidenceRules => RuleCodes.EvidenceRules.Pairs;

    public static ImmutableArray<string> Kinds { get; } = [.. RuleCodes.Kinds.Split(", ")];

    /// <summary>What the form shows of a line, numbers with the reader's mark.</summary>
    public static ImmutableDictionary<string, string> Of(CriteriaNode line, string parent, DecimalMark mark) =>
        CriteriaTable.Columns.Zip(CriteriaTable.Row(line, parent)).ToImmutableDictionary(pair => pair.First, pair => pair.Second.IsNumber && mark == DecimalMark.Comma ? pair.Second.Text.Replace('.', ',') : pair.Second.Text);

    /// <summary>Everything a scored line has that a form asks for field by field: figures, rule, examples.</summary>
    public static ImmutableDictionary<string, string> Of(Leaf leaf, DecimalMark mark) => FigureForm.Of(leaf.Figures).AddRange(RuleForm.Of(leaf.Rule, mark)).AddRange(ExampleForm.Of(leaf, mark));

    /// <summary>Whether a field is one of those.</summary>
    public static bool IsField(string name) => FigureForm.Rows.IsField(name) || RuleForm.IsField(name) || ExampleForm.Rows.IsField(name);

    /// <summary>The line without lines below it, or every problem, each at its column, or at its field or row where figures, rule (<see cref="RuleForm"/>) and examples are typed in fields of their own.</summary>
    public static Result<CriteriaNode> Read(IReadOnlyDictionary<string, string> typed, DecimalMark mark)
    {
        var problems = new List<Problem>();
        var (cells, examples) = (new Dictionary<string, string>(typed), new List<string>());
        if (FigureForm.Rows.AreIn(typed))
            cells[FigureForm.Column] = FigureForm.Write(typed, problems);
        if (RuleForm.IsIn(typed))
            cells[RuleForm.Parameters] = RuleForm.Write(typed, mark, problems);
        if (ExampleForm.Rows.AreIn(typed))
            cells[ExampleForm.Column] = ExampleForm.Write(typed, LettersOf(cells), mark, problems, examples);
        var places = new FormPlaces(RuleForm.IsIn(typed) ? RuleForm.PlaceOf : _ => RuleForm.Parameters, place => place < examples.Count ? examples[place] : ExampleForm.Column);
        var told = problems.Select(problem => problem.Where).ToHashSet(StringComparer.Ordinal);
        var read = Read(cells, mark, [], places);
        problems.AddRange(read.Problems.Where(problem => !told.Contains(problem.Where)));
        return problems.Count > 0 ? problems.ToImmutableArray() : read;
    }

    private static string[] LettersOf(Dictionary<string, string> cells) => [.. FigureText.LettersOf(FigureText.Parse(cells.GetValueOrDefault(FigureForm.Column, "")))];

    private static Result<CriteriaNode> Read(IReadOnlyDictionary<string, string> cells, DecimalMark mark, List<Problem> problems, FormPlaces places)
    {
        var table = new Table("criteria", "criteria", CriteriaTable.Columns,
            [new("line", [.. CriteriaTable.Columns.Select(column => new TableCell(column, NfcText.Clean(cells.GetValueOrDefault(column, "")), IsNumber: false))])]);
        var line = LineReader.Read(new TableReading(table, mark, problems).Rows().Single(), out _, places);
        return line is null || problems.Count > 0 ? problems.ToImmutableArray() : line;
    }
}
