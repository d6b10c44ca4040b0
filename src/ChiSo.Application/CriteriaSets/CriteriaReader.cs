using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Makes the tree of the rows of one block's criteria: who stands below whom, and whether all of it adds up.</summary>
internal sealed class CriteriaReader
{
    /// <summary>No printed number goes nearly as deep; a file that does is damaged, and walking it would cost a server its stack.</summary>
    private const int MostLevels = 500;

    private readonly List<(CriteriaNode Line, RowReading Row)> lines = [];
    private readonly Dictionary<string, RowReading> rows = [];
    private readonly Dictionary<string, string> parents = [];
    private readonly HashSet<string> unsummed = [];
    private bool isPartial;
    private bool isCutShort;

    /// <summary>Where a line stands, by its code.</summary>
    public IReadOnlyDictionary<string, RowReading> Rows => rows;

    /// <param name="frame">Code, version, name and caps; its roots are replaced.</param>
    /// <param name="method">Declares the base; <c>null</c> when it could not be read.</param>
    /// <param name="where">Place of problems of the set as a whole.</param>
    /// <param name="report">Receives problems of the tree; problems of single cells go the way of their rows.</param>
    public CriteriaSet Read(IEnumerable<RowReading> written, CriteriaSet frame, Method? method, string where, Action<Problem> report)
    {
        foreach (var row in written)
            Add(row);
        foreach (var (line, row) in lines)
            FindParent(line, row);
        RefuseCycles();
        RefuseDepth();

        var below = lines.ToLookup(line => parents.GetValueOrDefault(line.Line.Code.Value, ""), line => line.Line);
        var set = frame with { Roots = [.. below[""].Select(root => WithChildren(root, below, root.Part))] };
        var found = method is null ? CriteriaChecks.Find(set) : CriteriaChecks.Find(set, method);
        foreach (var problem in found.Where(problem => !IsShadow(problem)))
            report(problem with { Where = PlaceOf(problem, set) ?? where });
        return set;
    }

    private void Add(RowReading row)
    {
        if (LineReader.Read(row, out var hasMax) is not { } line)
        {
            isPartial = true;
            return;
        }

        if (!hasMax)
            unsummed.UnionWith([line.Code.Value, row.Text("parent")]);
        if (rows.TryAdd(line.Code.Value, row))
        {
            lines.Add((line, row));
            if (hasMax)
                CheckExamples(line, row);
        }
        else
        {
            row.Add("criteria.duplicate-code", row.Cell("code"),
                new($"Mã {line.Code} đã dùng ở {rows[line.Code.Value].Where}.", $"Code {line.Code} is already used at {rows[line.Code.Value].Where}."),
                new("Đặt mã khác cho một trong hai dòng.", "Give one of the two lines another code."));
        }
    }

    /// <summary>Examples that could not be read were told of already.</summary>
    private static void CheckExamples(CriteriaNode line, RowReading row)
    {
        var cell = row.Cell("worked_example");
        if (line.Scoring is { Examples.IsEmpty: true } && cell.Text.Length > 0)
            return;
        foreach (var problem in WorkedExamples.Check(line))
            row.Add(problem with { Where = cell.Where });
    }

    private void FindParent(CriteriaNode line, RowReading row)
    {
        var text = row.Text("parent");
        if (text.Length == 0)
            return;

        var code = rows.ContainsKey(text) ? text : CodeByName(text);
        if (code is null)
            Cut(row, "criteria.unknown-parent", row.Cell("parent"), new($"Không có dòng nào mang mã {text}.", $"There is no line {text}."),
                new("Ghi mã của dòng cấp trên, hoặc để trống nếu đây là lĩnh vực.", "Write the code of the line above, or nothing at the top."));
        else
            parents[line.Code.Value] = code;
    }

    private string? CodeByName(string name)
    {
        var key = Fold.Key(name);
        var found = lines.Where(line => Fold.Key(line.Line.Name.Vi) == key).Take(2).ToList();
        return found is [var only] ? only.Line.Code.Value : null;
    }

    private void RefuseCycles()
    {
        var sound = new HashSet<string>();
        foreach (var (line, _) in lines)
        {
            var seen = new HashSet<string>();
            var at = line.Code.Value;
            while (!sound.Contains(at) && parents.TryGetValue(at, out var parent) && seen.Add(at))
                at = parent;
            sound.UnionWith(seen);
            if (!seen.Contains(at))
                continue;

            Cut(rows[at], "criteria.cycle", rows[at].Cell("parent"), new($"Dòng {at} nằm dưới chính nó.", $"Line {at} stands below itself."),
                new("Sửa mã dòng cấp trên.", "Correct the code of the line above."));
            parents.Remove(at);
        }
    }

    private void RefuseDepth()
    {
        var levels = new Dictionary<string, int>();
        foreach (var (line, _) in lines)
        {
            var above = new Stack<string>();
            var at = line.Code.Value;
            while (!levels.ContainsKey(at) && parents.TryGetValue(at, out var parent))
            {
                above.Push(at);
                at = parent;
            }

            var level = levels.TryGetValue(at, out var known) ? known : levels[at] = 1;
            foreach (var code in above)
                levels[code] = ++level;
        }

        var deep = lines.Where(line => levels[line.Line.Code.Value] > MostLevels).ToList();
        if (deep.Count == 0)
            return;
        isCutShort = true;
        Cut(deep[0].Row, "criteria.too-deep", deep[0].Row.Cell("parent"), new($"Dòng này ở cấp thứ {levels[deep[0].Line.Code.Value]}, quá {MostLevels} cấp.", $"This line stands at level {levels[deep[0].Line.Code.Value]}, deeper than {MostLevels}."),
            new("Xem lại cột parent: mỗi dòng ghi mã của dòng ngay trên nó.", "Look at the column parent: each line names the line right above it."));
        foreach (var (line, _) in deep)
            parents.Remove(line.Code.Value);
    }

    /// <summary>Tells why a line could not be put in its place; what the lines add up to then says nothing.</summary>
    private void Cut(RowReading row, string code, TableCell cell, Words what, Words remedy)
    {
        isPartial = true;
        row.Add(code, cell, what, remedy);
    }

    /// <summary>A part left empty is that of the line above.</summary>
    private CriteriaNode WithChildren(CriteriaNode line, ILookup<string, CriteriaNode> below, CriteriaPart part) => line with
    {
        Part = rows[line.Code.Value].Text("part").Length == 0 ? part : line.Part,
        Children = [.. below[line.Code.Value].Select(child => WithChildren(child, below, part))],
    };

    /// <summary>Whether a check only follows from what was told of a cell already: a rule or a maximum that could not be read, a line without its place.</summary>
    private bool IsShadow(Problem problem) =>
        (problem.Code == "criteria.leaf-without-rule" && (isCutShort || RowAt(problem)?.Text("rule_kind").Length > 0))
        || (problem.Code is "criteria.sum" or "rule.beyond-max" && unsummed.Overlaps(CodesOf(problem)))
        || (problem.Code is "criteria.base-total" or "criteria.base-part" && (rows.Count == 0 || isPartial || unsummed.Count > 0));

    private RowReading? RowAt(Problem problem) => CodesOf(problem).Select(code => rows.GetValueOrDefault(code)).FirstOrDefault(row => row is not null);

    /// <summary>A place is a code, or a code and the printed number: "CD_KH (1.1)".</summary>
    private static string[] CodesOf(Problem problem) => [problem.Where, problem.Where[..Math.Max(0, problem.Where.LastIndexOf(" (", StringComparison.Ordinal))]];

    private string? PlaceOf(Problem problem, CriteriaSet set) =>
        problem.Where == set.Code ? null : RowAt(problem)?.Cell(ColumnOf(problem.Code)).Where;

    private static string ColumnOf(string code) => code switch
    {
        "criteria.sum" or "criteria.max-sign" or "criteria.max-off-step" => "max_points",
        "criteria.step" => "step",
        "criteria.missing-name" => "name_vi",
        "criteria.leaf-without-rule" or "criteria.rule-on-inner-line" => "rule_kind",
        "criteria.duplicate-number" => "printed_no",
        "criteria.mixed-part" => "part",
        "criteria.duplicate-figure" => "figures_vi",
        "criteria.base-supplier" => "supplied_by",
        "rule.beyond-max" or "rule.zero-below" or "rule.unreachable-step" => "rule_parameters",
        _ => "code",
    };
}
