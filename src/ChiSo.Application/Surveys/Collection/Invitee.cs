using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Somebody to be asked.</summary>
/// <param name="Reference">As the list names them, such as the number of the draw.</param>
/// <param name="Unit">The unit they are asked about; the group where several are rated on one form.</param>
/// <param name="Stratum">Empty without strata.</param>
/// <param name="Where">Their row.</param>
public sealed record Invitee(string Reference, string Unit, string Stratum, string Where)
{
    /// <summary>The unit of the first of two stages they are drawn in; empty with one stage.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>As <see cref="SurveyInvitation.ClusterGroup"/>.</summary>
    internal string ClusterGroup { get; init; } = "";

    /// <summary>How they are found; <c>null</c> where the list doesn't say.</summary>
    public Whereabouts? Whereabouts { get; init; }
}

/// <summary>A link that works once.</summary>
public sealed record InvitationLink(Invitee To, string Key);

/// <summary>Lists of people to be asked, as CSV or workbook.</summary>
public static class InviteeFile
{
    /// <summary>Columns id, unit and, if any, stratum, cluster, name, address and telephone. A drawn sample with a column unit is one: its reserve is passed over.</summary>
    public static Result<ImmutableArray<Invitee>> Read(string path) => Read(TableFiles.Read(path));

    /// <param name="fileName">With extension.</param>
    /// <param name="survey">Whose units are rated; <c>null</c> where units are checked later.</param>
    public static Result<ImmutableArray<Invitee>> Read(Stream stream, string fileName, SurveyDeclaration? survey = null) => Read(TableFiles.Read(stream, fileName), survey);

    internal static Result<ImmutableArray<Invitee>> Read(TablesRead read, SurveyDeclaration? survey = null)
    {
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var list = ImmutableArray.CreateBuilder<Invitee>();
        if (reading.CheckColumns(table.Columns, ["id", "unit"]))
        {
            foreach (var row in reading.Rows().Where(row => !row.YesNo("reserve", whenEmpty: false)))
            {
                list.Add(new(row.Needed("id") ?? "", row.Needed("unit") ?? "", row.Text("stratum"), row.Where) { Cluster = row.Text("cluster"), Whereabouts = Whereabouts.Read(row, problems) });
                if (row.Text("unit") is { Length: > 0 } unit && survey is not null && survey.About(unit) is null)
                    problems.Add(SurveyProblems.NoUnit(row.Cell("unit").Where, unit));
            }
        }

        if (problems.Count == 0 && list.Count == 0 && table.Rows.Any())
            problems.Add(SurveyProblems.ReserveAlone(table.Where));
        return problems.Count > 0 ? problems.ToImmutableArray() : list.ToImmutable();
    }
}

/// <summary>Whether a list can be invited.</summary>
internal static class InviteeChecks
{
    public static ImmutableArray<Problem> Find(SurveyDeclaration survey, IReadOnlyList<Invitee> known, IReadOnlyList<Invitee> list)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var seen = known.Select(person => (person.Reference, person.Unit)).ToHashSet();
        foreach (var person in list)
        {
            if (survey.About(person.Unit) is null)
                problems.Add(SurveyProblems.NoUnit(person.Where, person.Unit));
            if (!seen.Add((person.Reference, person.Unit)))
                problems.Add(SurveyProblems.InvitedTwice(person.Where, person.Reference));
        }

        // Answers carry their group: one whom nobody else resembles would be known by it.
        problems.AddRange(known.Concat(list).GroupBy(person => (person.Unit, person.Stratum)).Where(group => group.Count() < survey.MinimumCell)
            .Select(group => SurveyProblems.TooFew($"{group.Key.Unit} {group.Key.Stratum}".Trim(), group.Count(), survey.MinimumCell)));
        return problems.ToImmutable();
    }
}
