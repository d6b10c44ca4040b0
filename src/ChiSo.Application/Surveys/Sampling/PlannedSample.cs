using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Sampling;

/// <summary>What a plan comes to on a frame: people to ask, valid forms expected, margin and cost of each unit, and what the sample can't tell apart.</summary>
/// <param name="Options">What other margins would take, for all units together.</param>
/// <param name="Gap">Two units nearer to each other than this share can mostly not be told apart; <c>null</c> for one unit.</param>
/// <param name="Alike">Of the units next to each other in the expected order, how many pairs are nearer than <paramref name="Gap"/>.</param>
/// <param name="Empty">Units nobody in the frame can be asked about.</param>
public sealed record PlannedSample(ImmutableArray<PlannedUnit> Units, ImmutableArray<MarginOption> Options, double? Gap, int Alike, ImmutableArray<string> Empty)
{
    private const double Level = 0.95;
    private static readonly double[] Margins = [0.03, 0.04, 0.05, 0.06, 0.08, 0.1];

    public int Invited => Units.Sum(unit => unit.Invited);

    public int Forms => Units.Sum(unit => unit.Forms);

    public decimal Cost => Units.Sum(unit => unit.Cost);

    /// <param name="people">The frame.</param>
    public static Result<PlannedSample> Of(SurveyDeclaration survey, IReadOnlyCollection<Invitee> people, SamplePlan plan)
    {
        var counts = people.CountBy(person => person.Unit).ToDictionary(StringComparer.Ordinal);
        var rated = survey.Units.Where(unit => counts.ContainsKey(unit.Code)).Select(unit => unit.Code).ToArray();
        int[] populations = [.. rated.Select(unit => counts[unit])];
        var sized = Sizes(plan, rated, populations);
        if (!sized.TryGet(out var sizes))
            return sized.Problems;
        ImmutableArray<PlannedUnit> units = [.. rated.Select((unit, at) => Planned(plan, unit, populations[at], sizes[at]))];
        ImmutableArray<MarginOption> options = [.. Margins.Select(margin => Option(plan, margin, rated, populations))];
        var gap = units.Length < 2 ? (double?)null : units.Max(unit => SampleSize.DetectableDifference(unit.Forms, plan.ShareOf(unit.Unit), units.Length * (units.Length - 1) / 2, Level, 0.8, unit.Population, plan.DesignEffect));
        var order = rated.Select(plan.ShareOf).Order().ToArray();
        return new PlannedSample(units, options, gap, order.Zip(order.Skip(1)).Count(pair => pair.Second - pair.First < gap), [.. survey.Units.Select(unit => unit.Code).Except(rated)]);
    }

    private static Result<ImmutableArray<int>> Sizes(SamplePlan plan, string[] units, int[] populations) => plan.Margin is { } margin
        ? units.Select((unit, at) => Math.Min(populations[at], SampleSize.ForShare(plan.ShareOf(unit), margin, Level, populations[at], plan.DesignEffect, plan.Response).Invited)).ToImmutableArray()
        : Allocation.Of(plan.Total, populations, plan.Allocation, [.. units.Select(unit => Math.Sqrt(plan.ShareOf(unit) * (1 - plan.ShareOf(unit))))]);

    private static PlannedUnit Planned(SamplePlan plan, string unit, int population, int invited)
    {
        var forms = Math.Max(1, (int)Math.Floor((invited * plan.Response) + 1e-9));
        return new(unit, population, invited, forms, SampleSize.Margin(forms, plan.ShareOf(unit), Level, population, plan.DesignEffect), forms * plan.Cost);
    }

    private static MarginOption Option(SamplePlan plan, double margin, string[] units, int[] populations)
    {
        var sizes = units.Select((unit, at) => SampleSize.ForShare(plan.ShareOf(unit), margin, Level, populations[at], plan.DesignEffect, plan.Response)).ToArray();
        return new(margin, sizes.Select((size, at) => Math.Min(size.Invited, populations[at])).Sum(), sizes.Sum(size => size.Completed), sizes.Sum(size => size.Completed) * plan.Cost, sizes.Select((size, at) => size.Invited > populations[at]).Count(isShort => isShort));
    }
}

/// <param name="Population">People in the frame.</param>
/// <param name="Invited">People to ask.</param>
/// <param name="Forms">Valid forms expected.</param>
/// <param name="Margin">Half the width of the interval at 95 %, as a share.</param>
/// <param name="Cost">In đồng.</param>
public sealed record PlannedUnit(string Unit, int Population, int Invited, int Forms, double Margin, decimal Cost);

/// <param name="TooFew">Units whose frame is too small for this margin at the expected response.</param>
public sealed record MarginOption(double Margin, int Invited, int Forms, decimal Cost, int TooFew);
