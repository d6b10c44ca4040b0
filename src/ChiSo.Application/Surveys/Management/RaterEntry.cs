using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Management;

/// <summary>Who rates whom as somebody chooses, types or uploads it.</summary>
public static class RaterEntry
{
    /// <summary>Chosen where the people of each unit rate all other units.</summary>
    public const string Others = "others";

    /// <summary>Chosen where groups and their units are typed or uploaded.</summary>
    public const string Listed = "listed";

    private const string Field = "raters";

    /// <param name="chosen"><see cref="Others"/>, <see cref="Listed"/>; anything else where every form is about one unit.</param>
    /// <param name="typed">A group a line: code; name; unit, unit and, if any, ; where its people work.</param>
    /// <param name="file">What was uploaded, in the place of what was typed; <c>null</c> for nothing.</param>
    /// <param name="units">Who is rated.</param>
    /// <returns><c>null</c> where every form is about one unit.</returns>
    internal static RaterTable? Read(string chosen, string typed, Result<ImmutableArray<RaterLine>>? file, ImmutableArray<RatedUnit> units) => chosen switch
    {
        Listed when file is { } read => RaterTable.Of(read, units),
        Listed => RaterTable.Of(Lines(typed), units),
        _ when file is not null || typed.Length > 0 => new([], [RaterProblems.NotChosen(Field)]),
        Others => EachOther(units),
        _ => null,
    };

    /// <summary>Groups as they would have been chosen and typed.</summary>
    internal static (string Chosen, string Typed) Write(ImmutableArray<RaterGroup>? groups, ImmutableArray<RatedUnit> units)
    {
        if (groups is not { } raters)
            return ("", "");
        var typed = Write(raters);
        return typed == Write(EachOther(units).Groups) ? (Others, "") : (Listed, typed);
    }

    /// <summary>Groups as lines, a group a line.</summary>
    public static string Write(ImmutableArray<RaterGroup> groups) =>
        string.Join('\n', groups.Select(group => $"{group.Code}; {group.Name}; {string.Join(", ", group.Units)}{(group.Own is { } own ? $"; {own}" : "")}"));

    /// <summary>The lines of a table as they would have been typed.</summary>
    public static string Write(ImmutableArray<RaterLine> lines) => Write([.. lines.GroupBy(line => line.Group, StringComparer.Ordinal).Select(group => RaterTable.Named(group) with { Units = [.. group.Select(line => line.Unit)] })]);

    private static RaterTable EachOther(ImmutableArray<RatedUnit> units) => RaterTable.Of(units.Select(unit => new RaterLine(unit.Code, unit.Name, "", RaterTable.Others, Field)).ToImmutableArray(), units);

    private static Result<ImmutableArray<RaterLine>> Lines(string typed)
    {
        var (lines, problems) = (ImmutableArray.CreateBuilder<RaterLine>(), ImmutableArray.CreateBuilder<Problem>());
        foreach (var (at, line) in typed.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Index())
        {
            var where = $"{Field}, {at + 1}";
            if (line.Split(';', StringSplitOptions.TrimEntries) is [{ Length: > 0 } code, { Length: > 0 } name, { Length: > 0 } units, .. var rest] && rest.Length <= 1)
                lines.AddRange(units.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(unit => new RaterLine(code, name, rest is [var own] ? own : "", unit, where)));
            else
                problems.Add(RaterProblems.Line(where, line));
        }

        if (lines.Count == 0 && problems.Count == 0)
            problems.Add(RaterProblems.None(Field));
        return problems.Count > 0 ? problems.ToImmutable() : lines.ToImmutable();
    }
}
