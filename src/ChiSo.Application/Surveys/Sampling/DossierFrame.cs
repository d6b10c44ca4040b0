using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Sampling;

/// <summary>A dossier as a table tells it: enough to know whom a unit served, and nothing else of it.</summary>
/// <param name="To">Who was served, under the unit that served them; the stratum is the dossier's.</param>
/// <param name="Finished">The day its result was returned; <c>null</c> while it isn't.</param>
/// <param name="Where">Of its number, for messages.</param>
public sealed record ServedDossier(string Number, Invitee To, DateOnly? Finished, string Where);

/// <summary>What a frame was made of that comes from dossiers.</summary>
/// <param name="From">The first day of the period.</param>
/// <param name="To">The last one.</param>
/// <param name="Dossiers">Finished in the period, each once.</param>
/// <param name="Twice">Rows left out because the same dossier stands in another.</param>
/// <param name="Outside">Dossiers left out because they weren't finished in the period.</param>
public sealed record DossierSource(DateOnly From, DateOnly To, int Dossiers, int Twice, int Outside);

/// <summary>People served in a period ("người đã được giải quyết thủ tục"), each once a unit, from tables of dossiers.</summary>
/// <param name="People">Under the stratum of their last dossier in the period.</param>
public sealed record ServedPeople(ImmutableArray<Invitee> People, DossierSource Source)
{
    /// <returns>A problem for every row that gives a dossier of somebody else's again.</returns>
    public static Result<ServedPeople> Of(IEnumerable<ServedDossier> rows, DateOnly from, DateOnly to)
    {
        var (known, served, problems) = (new Dictionary<(string, string), ServedDossier>(), new List<ServedDossier>(), ImmutableArray.CreateBuilder<Problem>());
        var (twice, outside) = (0, 0);
        foreach (var row in rows)
        {
            if (!known.TryAdd((row.To.Unit, MergedLists.Tidy(row.Number).ToUpperInvariant()), row))
            {
                var earlier = known[(row.To.Unit, MergedLists.Tidy(row.Number).ToUpperInvariant())];
                if (MergedLists.KeyOf(earlier.To) == MergedLists.KeyOf(row.To))
                    twice++;
                else
                    problems.Add(SampleProblems.DossierOfTwo(row.Where, row.Number, earlier.Where));
            }
            else if (row.Finished is not { } day || day < from || day > to)
                outside++;
            else
                served.Add(row);
        }

        if (problems.Count > 0)
            return problems.ToImmutable();
        var people = served.GroupBy(row => MergedLists.KeyOf(row.To)).Select(dossiers => dossiers.OrderBy(row => row.Finished).ThenBy(row => row.Number, StringComparer.Ordinal).Last().To).Select(one => one with { Reference = MergedLists.Tidy(one.Reference), Stratum = MergedLists.Tidy(one.Stratum), Cluster = MergedLists.Tidy(one.Cluster) }).ToImmutableArray();
        return people.IsEmpty ? SampleProblems.NobodyServed(from, to, outside) : new ServedPeople(people, new(from, to, served.Count, twice, outside));
    }
}

/// <summary>Tables of dossiers, as CSV or workbook.</summary>
public static class DossierFile
{
    /// <summary>Columns dossier, unit, person, finished (a date, empty while it isn't) and, if any, stratum, cluster, name, address and telephone; other columns are passed over. Every fault is told by its cell.</summary>
    public static Result<ImmutableArray<ServedDossier>> Read(string path) => Read(TableFiles.Read(path), survey: null);

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
        return new(number, new(person, unit, row.Text("stratum"), row.Where) { Cluster = row.Text("cluster"), Whereabouts = Whereabouts.Read(row, problems) }, row.Date("finished"), row.Cell("dossier").Where);
    }
}
