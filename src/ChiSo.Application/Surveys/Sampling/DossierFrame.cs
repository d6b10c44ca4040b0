using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Sampling;

/// <summary>A dossier as a table tells it: enough to know whom a unit served, and nothing else of it.</summary>
/// <param name="To">Who was served, by the personal number, under the unit that served them; the stratum is the dossier's.</param>
/// <param name="Finished">The day its result was returned; <c>null</c> while it isn't.</param>
/// <param name="Where">Of its number, for messages.</param>
public sealed record ServedDossier(string Number, Invitee To, DateOnly? Finished, string Where);

/// <summary>Days in which people were served, first and last included.</summary>
public sealed record ServedPeriod(DateOnly From, DateOnly To)
{
    /// <param name="from">The first day as typed.</param>
    /// <param name="fromField">Where it was typed.</param>
    /// <param name="to">The last one.</param>
    /// <param name="toField">As above.</param>
    public static Result<ServedPeriod> Read(string from, string fromField, string to, string toField)
    {
        var (isFirst, isLast) = (VietnameseDates.TryRead(from, out var first), VietnameseDates.TryRead(to, out var last));
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (!isFirst)
            problems.Add(SampleProblems.Period(fromField, from.Trim()));
        if (!isLast || (isFirst && last < first))
            problems.Add(SampleProblems.Period(toField, to.Trim()));
        return problems.Count > 0 ? problems.ToImmutable() : new ServedPeriod(first, last);
    }
}

/// <summary>What a frame was made of that comes from dossiers.</summary>
/// <param name="From">The first day of the period.</param>
/// <param name="To">The last one.</param>
/// <param name="Dossiers">Finished in the period, each once.</param>
/// <param name="Twice">Rows left out because the same dossier stands in another.</param>
/// <param name="Outside">Dossiers left out because they weren't finished in the period.</param>
public sealed record DossierSource(DateOnly From, DateOnly To, int Dossiers, int Twice, int Outside);

/// <summary>People served in a period ("người đã được giải quyết thủ tục"), each once a unit, from tables of dossiers.</summary>
/// <param name="People">Under the number and the stratum of their last dossier in the period: a personal number is kept nowhere.</param>
public sealed record ServedPeople(ImmutableArray<Invitee> People, DossierSource Source)
{
    /// <returns>A problem for every row that gives a dossier of somebody else's again.</returns>
    public static Result<ServedPeople> Of(IEnumerable<ServedDossier> rows, ServedPeriod period)
    {
        var (known, twice, problems) = (new Dictionary<(string, string), ServedDossier>(), 0, ImmutableArray.CreateBuilder<Problem>());
        foreach (var row in rows)
        {
            var key = (row.To.Unit, MergedLists.Tidy(row.Number).ToUpperInvariant());
            if (known.TryAdd(key, row))
                continue;
            if (MergedLists.KeyOf(known[key].To) == MergedLists.KeyOf(row.To))
                (twice, known[key]) = (twice + 1, Newest([known[key], row]));
            else
                problems.Add(SampleProblems.DossierOfTwo(row.Where, row.Number, known[key].Where));
        }

        if (problems.Count > 0)
            return problems.ToImmutable();
        ServedDossier[] served = [.. known.Values.Where(row => row.Finished >= period.From && row.Finished <= period.To)];
        var outside = known.Count - served.Length;
        ImmutableArray<Invitee> people = [.. served.GroupBy(row => MergedLists.KeyOf(row.To)).Select(Newest).Select(last => MergedLists.Tidy(last.To with { Reference = last.Number }))];
        return people.IsEmpty ? SampleProblems.NobodyServed(period.From, period.To, outside) : new ServedPeople(people, new(period.From, period.To, served.Length, twice, outside));
    }

    /// <summary>The row with the latest day, whatever the order of tables: an earlier one, or one without a day, tells of a dossier as it was before. How the person is found comes from the newest that says it.</summary>
    private static ServedDossier Newest(IEnumerable<ServedDossier> rows)
    {
        ServedDossier[] newestFirst = [.. rows.OrderByDescending(row => row.Finished).ThenByDescending(row => row.Number, StringComparer.Ordinal)];
        return newestFirst[0] with { To = newestFirst[0].To with { Whereabouts = newestFirst.Select(row => row.To.Whereabouts).FirstOrDefault(found => found is not null) } };
    }
}

/// <summary>Tables of dossiers, as CSV or workbook.</summary>
public static class DossierFile
{
    /// <summary>Columns dossier, unit, person, finished (a date, empty while it isn't) and, if any, stratum and cluster; other columns are passed over. Every fault is told by its cell.</summary>
    public static Result<ImmutableArray<ServedDossier>> Read(string path) => Read(TableFiles.Read(path), survey: null);

    /// <summary>The same with, if any, name, address and telephone, which the survey's frame keeps apart until they are erased.</summary>
    /// <param name="fileName">With extension.</param>
    /// <param name="survey">Whose units are rated.</param>
    public static Result<ImmutableArray<ServedDossier>> Read(Stream stream, string fileName, SurveyDeclaration survey) => Read(TableFiles.Read(stream, fileName), survey);

    private static Result<ImmutableArray<ServedDossier>> Read(TablesRead read, SurveyDeclaration? survey)
    {
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var list = ImmutableArray.CreateBuilder<ServedDossier>();
        if (reading.CheckColumns(table.Columns, ["dossier", "unit", "person", "finished"]))
        {
            foreach (var row in reading.Rows())
                list.Add(Read(row, survey, problems));
        }

        return problems.Count > 0 ? problems.ToImmutableArray() : list.ToImmutable();
    }

    private static ServedDossier Read(RowReading row, SurveyDeclaration? survey, List<Problem> problems)
    {
        var (number, unit, person) = (row.Needed("dossier") ?? "", row.Needed("unit") ?? "", row.Needed("person") ?? "");
        if (unit.Length > 0 && survey is not null && survey.About(unit) is null)
            problems.Add(SurveyProblems.NoUnit(row.Cell("unit").Where, unit));
        return new(number, new(person, unit, row.Text("stratum"), row.Where) { Cluster = row.Text("cluster"), Whereabouts = survey is null ? null : Whereabouts.Read(row, problems) }, row.Date("finished"), row.Cell("dossier").Where);
    }
}
