using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Sampling;

/// <summary>Draws the people of a plan from a frame. Units and their strata are the strata of the draw, so that <c>chiso survey draw</c> and the page on samples describe it.</summary>
public static class SampleDrawing
{
    /// <summary>The frame as it is hashed and drawn from: ids are <c>unit/id</c>, strata <c>unit</c> or <c>unit/stratum</c>.</summary>
    public static Result<SampleFrame> FrameOf(IEnumerable<Invitee> people) => SampleFrame.Of(people.Select(person => new FrameRow($"{person.Unit}/{person.Reference}", StratumOf(person), person.Cluster)));

    /// <returns>The draw; the same frame, plan and seed give the same.</returns>
    public static Result<Draw> Draw(SurveyDeclaration survey, IReadOnlyCollection<Invitee> people, SamplePlan plan, ulong seed)
    {
        var planned = PlannedSample.Of(survey, people, plan);
        if (!planned.TryGet(out var sample))
            return planned.Problems;
        var framed = FrameOf(people);
        if (!framed.TryGet(out var frame))
            return framed.Problems;
        var sized = Sizes(people, plan, sample);
        if (!sized.TryGet(out var sizes))
            return sized.Problems;
        return plan.Method switch
        {
            SampleMethod.Systematic => Drawing.Systematic(frame, sizes, seed),
            SampleMethod.TwoStage => TwoStageDrawing.ProportionalToSize(frame, sizes.ToDictionary(size => size.Key, size => size.Value.Sample), new(plan.People, plan.Reserve), seed),
            _ => Drawing.Simple(frame, sizes, seed),
        };
    }

    /// <summary>Who was drawn, under the names of the lists.</summary>
    public static ImmutableArray<DrawnPerson> People(Draw draw) => [.. draw.Rows.Select(row =>
    {
        var (id, stratum) = (row.Row.Id.Split('/', 2), row.Row.Stratum.Split('/', 2));
        return new DrawnPerson(id[1], id[0], stratum.ElementAtOrDefault(1) ?? "", row.Row.Cluster, row.Order, row.IsReserve, row.Weight);
    })];

    private static string StratumOf(Invitee person) => person.Stratum.Length == 0 ? person.Unit : $"{person.Unit}/{person.Stratum}";

    private static Result<Dictionary<string, StratumSize>> Sizes(IReadOnlyCollection<Invitee> people, SamplePlan plan, PlannedSample sample)
    {
        var (sizes, problems) = (new Dictionary<string, StratumSize>(StringComparer.Ordinal), ImmutableArray.CreateBuilder<Problem>());
        var byUnit = people.ToLookup(person => person.Unit, StringComparer.Ordinal);
        foreach (var unit in sample.Groups)
        {
            var strata = byUnit[unit.Unit].GroupBy(StratumOf, StringComparer.Ordinal).OrderBy(stratum => stratum.Key, StringComparer.Ordinal).Select(stratum => (stratum.Key, People: stratum.ToArray())).ToArray();
            if (plan.Method == SampleMethod.TwoStage && byUnit[unit.Unit].Any(person => person.Cluster.Length == 0))
                problems.Add(SampleProblems.NoClusters(unit.Unit));
            else if (!Allocation.Of(unit.Invited, [.. strata.Select(stratum => stratum.People.Length)], AllocationRule.Proportional).TryGet(out var shares))
                problems.Add(SampleProblems.Strata(unit.Unit, unit.Invited, strata.Length));
            else
                foreach (var (at, stratum) in strata.Index())
                    sizes[stratum.Key] = SizeOf(plan, stratum.People, shares[at]);
        }

        return problems.Count > 0 ? problems.ToImmutable() : sizes;
    }

    private static StratumSize SizeOf(SamplePlan plan, Invitee[] people, int wanted)
    {
        if (plan.Method != SampleMethod.TwoStage)
            return new(wanted, Math.Min(plan.Reserve, people.Length - wanted));
        var clusters = people.Select(person => person.Cluster).Distinct(StringComparer.Ordinal).Count();
        return new(Math.Clamp((int)Math.Ceiling((double)wanted / plan.People), Math.Min(2, clusters), clusters), 0);
    }
}

/// <summary>Somebody who was drawn.</summary>
/// <param name="Id">As the list names them.</param>
/// <param name="Order">From 1 within the stratum; for the reserve the order of replacement.</param>
/// <param name="Weight">1 ÷ the chance of being in the sample; 0 for the reserve.</param>
public sealed record DrawnPerson(string Id, string Unit, string Stratum, string Cluster, int Order, bool IsReserve, double Weight);
