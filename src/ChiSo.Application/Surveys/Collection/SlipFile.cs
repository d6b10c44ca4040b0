using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>The list of links an invitation wrote, to be printed.</summary>
public static class SlipFile
{
    /// <summary>Columns unit and link; every row that can't be a link of this survey is told.</summary>
    public static Result<ImmutableArray<Slip>> Read(LiveSurvey survey, string path) => Read(survey, TableFiles.Read(path));

    /// <param name="fileName">With extension.</param>
    public static Result<ImmutableArray<Slip>> Read(LiveSurvey survey, Stream stream, string fileName) => Read(survey, TableFiles.Read(stream, fileName));

    private static Result<ImmutableArray<Slip>> Read(LiveSurvey survey, TablesRead read)
    {
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var slips = ImmutableArray.CreateBuilder<Slip>();
        if (reading.CheckColumns(table.Columns, ["unit", "link"]))
        {
            foreach (var row in reading.Rows())
            {
                var (unit, link) = (survey.Declaration.About(row.Needed("unit") ?? ""), row.Needed("link") ?? "");
                if (unit is null)
                    problems.Add(SurveyProblems.NoUnit(row.Where, row.Text("unit")));
                else if (KeyOf(survey, link) is { } key)
                    slips.Add(new(unit, link, key));
                else
                    problems.Add(SurveyProblems.NoSlipLink(row.Where)); // the link is not told: messages go into logs
            }
        }

        return problems.Count > 0 ? problems.ToImmutableArray() : slips.ToImmutable();
    }

    private static string? KeyOf(LiveSurvey survey, string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && link.Split($"/s/{survey.Code}?k=") is [_, var key] ? LinkKey.Read(key) : null;
}
