using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>A line of who rates whom, not yet held against the units of a survey.</summary>
/// <param name="Name">Of the group; empty where another line of the group has it.</param>
/// <param name="Own">Where its people work; empty as above, and where the code of the group says it.</param>
/// <param name="Unit">The code of a unit, or <see cref="RaterTable.Others"/>.</param>
/// <param name="Where">The place of the unit, for messages.</param>
public sealed record RaterLine(string Group, string Name, string Own, string Unit, string Where);

/// <summary>Who rates whom as a table: a line for each group and unit.</summary>
/// <param name="Groups">In the order they stand first.</param>
/// <param name="Problems">What is wrong with single lines, each at its place.</param>
public sealed record RaterTable(ImmutableArray<RaterGroup> Groups, ImmutableArray<Problem> Problems)
{
    /// <summary>In the place of a unit: every rated unit but the group's own.</summary>
    public const string Others = "*";

    public static ImmutableArray<string> Columns { get; } = ["group", "name", "own", "unit"];

    /// <summary>Columns group and unit and, if any, name (of the group) and own (where its people work).</summary>
    public static Result<ImmutableArray<RaterLine>> Read(string path) => Read(TableFiles.Read(path));

    /// <param name="fileName">With extension.</param>
    public static Result<ImmutableArray<RaterLine>> Read(Stream stream, string fileName) => Read(TableFiles.Read(stream, fileName));

    /// <summary>The groups of the lines, and whatever is wrong with them: a unit that is not rated, one that stands twice, one's own.</summary>
    public static RaterTable Of(Result<ImmutableArray<RaterLine>> read, ImmutableArray<RatedUnit> units)
    {
        if (!read.TryGet(out var lines))
            return new([], read.Problems);
        var (groups, problems) = (ImmutableArray.CreateBuilder<RaterGroup>(), ImmutableArray.CreateBuilder<Problem>());
        var codes = units.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var own in lines.GroupBy(line => line.Group, StringComparer.Ordinal))
        {
            var group = Named(own);
            var rated = new List<string>();
            foreach (var line in own.Where(line => line.Unit.Length > 0))
            {
                if (line.Name.AsSpan().ContainsAny(';', '\r', '\n'))
                    problems.Add(RaterProblems.Name(line.Where, group.Code));
                if (line.Unit != Others)
                    problems.AddRange(Faults(group, line.Unit, line.Where, codes, rated));
                rated.AddRange(line.Unit == Others ? units.Select(unit => unit.Code).Where(unit => unit != group.Never && !rated.Contains(unit)) : [line.Unit]);
            }

            groups.Add(group with { Units = [.. rated] });
        }

        return new(groups.ToImmutable(), problems.ToImmutable());
    }

    private static Result<ImmutableArray<RaterLine>> Read(TablesRead read)
    {
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var lines = ImmutableArray.CreateBuilder<RaterLine>();
        if (reading.CheckColumns(Columns, ["group", "unit"]))
            lines.AddRange(reading.Rows().Select(row => new RaterLine(row.Needed("group") ?? "", row.Text("name"), row.Text("own"), row.Needed("unit") ?? "", row.Cell("unit").Where)));
        return problems.Count > 0 ? problems.ToImmutableArray() : lines.ToImmutable();
    }

    /// <summary>A group by the first of its lines that tell its name and where its people work.</summary>
    internal static RaterGroup Named(IGrouping<string, RaterLine> lines)
    {
        string Said(Func<RaterLine, string> of) => lines.Select(of).FirstOrDefault(text => text.Length > 0) ?? "";
        return new(lines.Key, Said(line => line.Name) is { Length: > 0 } name ? name : lines.Key, []) { Own = Said(line => line.Own) is { Length: > 0 } own ? own : null };
    }

    /// <summary>Whatever is wrong with the units of a group that stand in one place.</summary>
    internal static IEnumerable<Problem> Faults(RaterGroup group, ImmutableArray<RatedUnit> units, string where)
    {
        var codes = units.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        return (group.Units.IsDefault ? [] : group.Units).Index().SelectMany(unit => Faults(group, unit.Item, where, codes, group.Units[..unit.Index]));
    }

    private static IEnumerable<Problem> Faults(RaterGroup group, string unit, string where, HashSet<string> units, IReadOnlyCollection<string> before)
    {
        if (!units.Contains(unit))
            yield return RaterProblems.NoUnit(where, group.Code, unit);
        if (unit == group.Never)
            yield return RaterProblems.OwnUnit(where, group.Code, unit);
        if (before.Contains(unit))
            yield return RaterProblems.Twice(where, group.Code, unit);
    }
}

/// <summary>What can be wrong with who rates whom.</summary>
internal static class RaterProblems
{
    public static Problem NoUnit(string where, string group, string unit) => SurveyProblems.Declared(where, new($"nhóm “{group}”: không có đơn vị “{unit}”", $"group “{group}”: there is no unit “{unit}”"));

    public static Problem OwnUnit(string where, string group, string unit) => SurveyProblems.Declared(where, new($"nhóm “{group}”: không ai đánh giá đơn vị của mình (“{unit}”)", $"group “{group}”: nobody rates the own unit (“{unit}”)"));

    public static Problem Twice(string where, string group, string unit) => SurveyProblems.Declared(where, new($"nhóm “{group}”: đơn vị “{unit}” đứng hai lần", $"group “{group}”: the unit “{unit}” stands twice"));

    public static Problem Name(string where, string group) => SurveyProblems.Declared(where, new($"nhóm “{group}”: tên nhóm không được có dấu chấm phẩy hoặc xuống dòng", $"group “{group}”: the name of a group has no semicolon and is one line"));

    public static Problem Line(string where, string line) => SurveyProblems.Declared(where, new($"“{line}” không có dạng mã nhóm; tên nhóm; đơn vị, đơn vị", $"“{line}” is not the code of a group; its name; unit, unit"));

    public static Problem None(string where) => SurveyProblems.Declared(where, new("chưa ghi nhóm nào đánh giá đơn vị nào", "no group and its units are written down"));

    public static Problem NotChosen(string where) => SurveyProblems.Declared(where, new("đã ghi hoặc chọn tệp ai đánh giá ai, nhưng lại chọn cách hỏi khác", "who rates whom is written down or a file is chosen, and yet another way of asking is chosen"));

    public static Problem NoBlock(string where) => SurveyProblems.Declared(where, new($"phiếu hỏi chưa có phần lặp mang appearance {Questionnaires.RatedBlock.Appearance}", $"the questionnaire has no repeat with the appearance {Questionnaires.RatedBlock.Appearance}"));
}
