using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Sampling;

/// <summary>What a plan comes to on a frame: people to ask, valid forms expected, margin and cost of each unit, and what the sample can't tell apart.</summary>
/// <param name="Units">Units people are asked about. Where groups rate several units on one form, people, forms and cost of a unit are those of all groups that rate it.</param>
/// <param name="Groups">What people are drawn under: the groups of raters; elsewhere the units again.</param>
/// <param name="Options">What other margins would take, for all units together.</param>
/// <param name="Gap">Two units nearer to each other than this share can mostly not be told apart; <c>null</c> for one unit.</param>
/// <param name="Alike">Of the units next to each other in the expected order, how many pairs are nearer than <paramref name="Gap"/>.</param>
/// <param name="Empty">Units nobody in the frame can be asked about.</param>
public sealed record PlannedSample(ImmutableArray<PlannedUnit> Units, ImmutableArray<PlannedUnit> Groups, ImmutableArray<MarginOption> Options, double? Gap, int Alike, ImmutableArray<string> Empty)
{
    private const double Level = 0.95;
    private static readonly double[] Margins = [0.03, 0.04, 0.05, 0.06, 0.08, 0.1];

    public int Invited => Groups.Sum(group => group.Invited);

    public int Forms => Groups.Sum(group => group.Forms);

    public decimal Cost => Groups.Sum(group => group.Cost);

    /// <param name="people">The frame.</param>
    public static Result<PlannedSample> Of(SurveyDeclaration survey, IReadOnlyCollection<Invitee> people, SamplePlan plan)
    {
        var frame = FramedUnits.Of(survey, people);
        var sized = Sizes(plan, frame);
        if (!sized.TryGet(out var sizes))
            return sized.Problems;
        ImmutableArray<PlannedUnit> units = [.. frame.Rated.Select(rated => Planned(plan, rated.Unit, frame.PeopleOf(rated), rated.Groups.Sum(group => sizes[group])))];
        ImmutableArray<PlannedUnit> groups = [.. frame.Groups.Select((group, at) => Planned(plan, group, frame.People[at], sizes[at]))];
        var gap = units.Length < 2 ? (double?)null : units.Max(unit => SampleSize.DetectableDifference(unit.Forms, plan.ShareOf(unit.Unit), units.Length * (units.Length - 1) / 2, Level, 0.8, unit.Population, plan.DesignEffect));
        var order = units.Select(unit => plan.ShareOf(unit.Unit)).Order().ToArray();
        return new PlannedSample(units, groups, [.. Margins.Select(margin => Option(plan, margin, frame))], gap, order.Zip(order.Skip(1)).Count(pair => pair.Second - pair.First < gap), [.. survey.Units.Select(unit => unit.Code).Except(units.Select(unit => unit.Unit))]);
    }

    /// <summary>People to ask in each group.</summary>
    private static Result<ImmutableArray<int>> Sizes(SamplePlan plan, FramedUnits frame) => plan.Margin is { } margin
        ? ByMargin(plan, margin, frame)
        : Allocation.Of(plan.Total, frame.People, plan.Allocation, [.. frame.Groups.Select((_, at) => frame.Rated.Where(rated => rated.Groups.Contains(at)).Select(rated => plan.ShareOf(rated.Unit)).Max(share => Math.Sqrt(share * (1 - share))))]);

    /// <summary>Each unit's size is shared by the groups that rate it in proportion; a group is asked as often as the neediest of its units wants.</summary>
    private static ImmutableArray<int> ByMargin(SamplePlan plan, double margin, FramedUnits frame)
    {
        var sizes = new int[frame.Groups.Length];
        foreach (var rated in frame.Rated)
        {
            var all = frame.PeopleOf(rated);
            var wanted = Math.Min(all, Size(plan, margin, rated.Unit, all).Invited);
            foreach (var group in rated.Groups)
                sizes[group] = Math.Max(sizes[group], (int)((((long)wanted * frame.People[group]) + all - 1) / all));
        }

        return [.. sizes];
    }

    private static SampleSize Size(SamplePlan plan, double margin, string unit, int people) => SampleSize.ForShare(plan.ShareOf(unit), margin, Level, people, plan.DesignEffect, plan.Response);

    private static int FormsOf(SamplePlan plan, int invited) => Math.Max(1, (int)Math.Floor((invited * plan.Response) + 1e-9));

    private static PlannedUnit Planned(SamplePlan plan, string unit, int population, int invited)
    {
        var forms = FormsOf(plan, invited);
        return new(unit, population, invited, forms, SampleSize.Margin(forms, plan.ShareOf(unit), Level, population, plan.DesignEffect), forms * plan.Cost);
    }

    private static MarginOption Option(SamplePlan plan, double margin, FramedUnits frame)
    {
        var sizes = ByMargin(plan, margin, frame);
        var forms = frame.IsOfGroups ? sizes.Sum(size => FormsOf(plan, size)) : frame.Rated.Sum(rated => Size(plan, margin, rated.Unit, frame.PeopleOf(rated)).Completed);
        return new(margin, sizes.Sum(), forms, forms * plan.Cost, frame.Rated.Count(rated => Size(plan, margin, rated.Unit, frame.PeopleOf(rated)).Invited > frame.PeopleOf(rated)));
    }
}

/// <summary>Who is in a frame, by what they are drawn under, and which units they can be asked about.</summary>
/// <param name="People">In each group.</param>
/// <param name="Rated">Units with the places of the groups that are asked about them.</param>
internal sealed record FramedUnits(string[] Groups, int[] People, ImmutableArray<(string Unit, int[] Groups)> Rated, bool IsOfGroups)
{
    public static FramedUnits Of(SurveyDeclaration survey, IReadOnlyCollection<Invitee> people)
    {
        var counts = people.CountBy(person => person.Unit).ToDictionary(StringComparer.Ordinal);
        string[] groups = [.. survey.Lists().Select(group => group.Code).Where(counts.ContainsKey)];
        var rated = survey.Units.Select(unit => (unit.Code, Groups: groups.Index().Where(group => survey.Asks(group.Item, unit.Code)).Select(group => group.Index).ToArray()));
        return new(groups, [.. groups.Select(group => counts[group])], [.. rated.Where(unit => unit.Groups.Length > 0)], survey.Raters is not null);
    }

    public int PeopleOf((string Unit, int[] Groups) rated) => rated.Groups.Sum(group => People[group]);
}

/// <param name="Population">People in the frame.</param>
/// <param name="Invited">People to ask.</param>
/// <param name="Forms">Valid forms expected.</param>
/// <param name="Margin">Half the width of the interval at 95 %, as a share.</param>
/// <param name="Cost">In đồng.</param>
public sealed record PlannedUnit(string Unit, int Population, int Invited, int Forms, double Margin, decimal Cost);

/// <param name="TooFew">Units whose frame is too small for this margin at the expected response.</param>
public sealed record MarginOption(double Margin, int Invited, int Forms, decimal Cost, int TooFew);
