using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>How many people each group of a survey stands for: with them an answer weighs people ÷ answers of its stratum, which also makes up for those who did not answer there.</summary>
public sealed class GroupSizes
{
    private readonly ImmutableArray<(string Unit, string Stratum, double People)> groups;

    private GroupSizes(ImmutableArray<(string Unit, string Stratum, double People)> groups) => this.groups = groups;

    /// <summary>Of the groups answers carry, from a frame people were drawn from.</summary>
    internal static GroupSizes Of(SurveyDeclaration survey, IEnumerable<Invitee> frame) => new(
    [
        .. from list in frame.CountBy(person => (person.Unit, person.Stratum))
           from rated in survey.Units
           where survey.Asks(list.Key.Unit, rated.Code)
           let cell = survey.Raters is null ? list.Key.Stratum : RatedAnswers.CellOf(list.Key.Unit, list.Key.Stratum)
           select (rated.Code, cell, (double)list.Value),
    ]);

    /// <summary>Columns unit, people and, if any, stratum.</summary>
    public static Result<GroupSizes> Read(string path)
    {
        var read = TableFiles.Read(path);
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var found = ImmutableArray.CreateBuilder<(string Unit, string Stratum, double People)>();
        if (reading.CheckColumns(["unit", "stratum", "people"], ["unit", "people"]))
        {
            foreach (var row in reading.Rows())
            {
                var (unit, stratum, people) = (row.Needed("unit") ?? "", row.Text("stratum"), row.Needed("people") is null ? null : row.Whole("people"));
                if (people < 1 || found.Any(group => group.Unit == unit && group.Stratum == stratum))
                    problems.Add(SurveyProblems.WrongSize(row.Cell("people").Where));
                found.Add((unit, stratum, people ?? 1));
            }
        }

        return problems.Count > 0 ? problems.ToImmutableArray() : new GroupSizes(found.ToImmutable());
    }

    /// <summary>Whether any of its people could be asked about a unit.</summary>
    internal bool Has(string unit) => groups.Any(group => group.Unit == unit);

    /// <summary>People of a group as it is shown. What was put together stands for every stratum of its unit that is not shown by itself, those nobody answered in too.</summary>
    internal double Of(ShownGroup group, SmallGroups hidden)
    {
        var alone = hidden.Shown.Where(other => other.Unit == group.Unit && other.IsAlone).Select(other => other.Stratum).ToHashSet(StringComparer.Ordinal);
        return groups.Where(one => one.Unit == group.Unit && (group.IsAlone ? one.Stratum == group.Stratum : !alone.Contains(one.Stratum))).Sum(one => one.People);
    }

    /// <summary>The people behind the stratum of each answer; strata that were put together count together.</summary>
    /// <param name="answers">After <see cref="SmallGroups"/>.</param>
    /// <returns>A problem for every stratum without a size, or with fewer people than answers.</returns>
    internal Result<ImmutableArray<double>> Of(ImmutableArray<Answer> answers)
    {
        var counts = answers.CountBy(answer => (answer.Unit, answer.Stratum)).ToDictionary();
        var alone = counts.Keys.Where(group => group.Stratum != SmallGroups.Together).ToHashSet();
        var sizes = counts.Keys.ToDictionary(group => group, group => group.Stratum == SmallGroups.Together
            ? groups.Where(one => one.Unit == group.Unit && !alone.Contains((one.Unit, one.Stratum))).Sum(one => one.People)
            : groups.Where(one => (one.Unit, one.Stratum) == group).Sum(one => one.People));
        ImmutableArray<Problem> problems = [.. counts.Where(group => sizes[group.Key] < group.Value).Select(group => SurveyProblems.TooSmall($"{group.Key.Unit} {group.Key.Stratum}".Trim(), (int)sizes[group.Key]))];
        return problems.IsEmpty ? answers.Select(answer => sizes[(answer.Unit, answer.Stratum)]).ToImmutableArray() : problems;
    }
}
