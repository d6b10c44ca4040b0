using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>The stages of a round with their dates, as a form asks for them: for each a tick, its place, when it opens and when it closes.</summary>
public static class StageForm
{
    /// <summary>The field of the day until which requests for review are taken.</summary>
    public const string Requests = "requests";

    /// <summary>The field that says whether the chair's vote decides.</summary>
    public const string CastingVote = "casting";

    /// <summary>What a ticked box sends.</summary>
    public const string Ticked = "yes";

    private static readonly ImmutableArray<string> Parts = ["in", "place", "opens", "closes"];

    /// <param name="part">"in", "place", "opens" or "closes".</param>
    public static string NameOf(string part, string stage) => $"{part}.{stage}";

    public static bool IsField(string name) => name is Requests or CastingVote || Parts.Any(part => name.StartsWith(part + ".", StringComparison.Ordinal));

    /// <summary>The stages a round may have, its own first and in their order. The first level is there only with the bodies that appraise at it.</summary>
    public static ImmutableArray<string> StagesOf(StagePlan plan) =>
        [.. plan.Stages, .. Stages.All.Where(stage => !plan.Stages.Contains(stage) && stage != Stages.FirstLevel)];

    /// <summary>The fields of a plan. Reading them gives the same.</summary>
    public static ImmutableDictionary<string, string> Of(StagePlan plan)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Requests] = plan.RequestsUntil is { } until ? VietnamTime.Write(until) : "",
            [CastingVote] = plan.CastingVote ? Ticked : "",
        };
        foreach (var (place, stage) in StagesOf(plan).Index())
        {
            fields[NameOf("in", stage)] = plan.Stages.Contains(stage) ? Ticked : "";
            fields[NameOf("place", stage)] = (place + 1).ToString(CultureInfo.InvariantCulture);
            var dates = plan.Dates.FirstOrDefault(one => one.Stage == stage);
            (fields[NameOf("opens", stage)], fields[NameOf("closes", stage)]) = dates is null ? ("", "") : (VietnamTime.Write(dates.Opens), VietnamTime.Write(dates.Closes));
        }

        return fields.ToImmutableDictionary(StringComparer.Ordinal);
    }

    /// <summary>What was typed. What can't be read is told at its field and left out; stages of one place stay in their usual order.</summary>
    internal static StagePlan Read(IReadOnlyDictionary<string, string> typed, StagePlan before, ICollection<Problem> problems)
    {
        string Text(string name) => NfcText.Clean(typed.GetValueOrDefault(name, ""));
        int PlaceOf(string stage) => int.TryParse(Text(NameOf("place", stage)), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : int.MaxValue;

        ImmutableArray<string> stages = [.. StagesOf(before).Where(stage => Text(NameOf("in", stage)).Length > 0).OrderBy(PlaceOf).ThenBy(stage => Stages.All.IndexOf(stage))];
        if (before.HasFirstLevel)
            stages = FirstLevelDeclaring.WithFirstLevel(stages);
        var dates = ImmutableArray.CreateBuilder<SetWindow>();
        foreach (var stage in StagesOf(before))
        {
            if (DatesOf(stage, Text, problems) is not { } window)
                continue;
            if (!stages.Contains(stage))
                problems.Add(PreparationProblems.DatesWithoutStage(NameOf("opens", stage)));
            dates.Add(window);
        }

        var until = Text(Requests).Length == 0 ? null : VietnamTime.ReadEnd(Text(Requests));
        if (until is null && Text(Requests).Length > 0)
            problems.Add(CalendarProblems.NotATime(Requests, Text(Requests)));
        return before with { Stages = stages, Dates = dates.ToImmutable(), RequestsUntil = until, CastingVote = Text(CastingVote).Length > 0 };
    }

    private static SetWindow? DatesOf(string stage, Func<string, string> text, ICollection<Problem> problems)
    {
        var (opens, closes) = (NameOf("opens", stage), NameOf("closes", stage));
        var (from, until) = (VietnamTime.Read(text(opens)), VietnamTime.ReadEnd(text(closes)));
        foreach (var (name, read) in new[] { (opens, from), (closes, until) }.Where(one => one.Item2 is null && text(one.Item1).Length > 0))
            problems.Add(CalendarProblems.NotATime(name, text(name)));
        if (text(opens).Length == 0 != (text(closes).Length == 0))
            problems.Add(PreparationProblems.HalfDates(text(opens).Length == 0 ? opens : closes));
        if (until <= from)
            problems.Add(CalendarProblems.Order(closes));
        return from is { } begin && until is { } end && end > begin ? new(stage, begin, end) : null;
    }
}
