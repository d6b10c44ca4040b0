using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>What would have given more, in both languages: on one line, and for the class of a unit.</summary>
public static class NextStepWords
{
    /// <summary>"Để được 2 điểm: x từ 95 trở lên."; <c>null</c> where nothing was lost or nothing can be said.</summary>
    public static Words? Of(Explained line)
    {
        var because = line.Because is Reason.WeightMoved moved ? moved.Inner : line.Because;
        if (because is not Reason.ByRule byRule || NextStep.Of(line.Node.Max, byRule) is not { } next)
            return null;

        var (needed, points) = (Needed(next, byRule.Rule), PointWords.Of(decimal.Round(next.Points, Points.MaxDecimals, MidpointRounding.AwayFromZero)));
        return new($"Để được {points.Vi}: {needed.Vi}.", $"For {points.En}: {needed.En}.");
    }

    /// <summary>How far the index is from the next better class; <c>null</c> in the best one, and for a unit whose class a gate or a quota lowered.</summary>
    public static Words? Of(UnitResult unit, Method method)
    {
        if (unit.ClassReasons is not [ClassReason.Bound { Class: > 0 } bound])
            return null;

        var better = method.Classes[bound.Class - 1];
        var (missing, from) = (VietnameseNumbers.ToWords(better.From - bound.Value), VietnameseNumbers.ToWords(better.From));
        return new(
            $"Còn thiếu {missing.Vi} điểm phần trăm để đạt mức từ {from.Vi} ({better.Name.Vi}).",
            $"{missing.En} percentage points short of {from.En} ({better.Name.En}).");
    }

    private static Words Needed(NextStep next, ScoringRule rule) => next switch
    {
        NextStep.Answer { Label: { } label } => new($"chọn “{label}”", $"“{label}” chosen"),
        NextStep.Reach reach => RuleWords.BoundsOf(reach.Rung, rule),
        NextStep.Figure { Name: "x" } figure => Needed(figure with { Name = RuleWords.NameOf(rule, 0) }, VietnameseNumbers.ToWords(figure.Value)),
        NextStep.Figure figure => Needed(figure, VietnameseNumbers.ToWords(figure.Value)),
        NextStep.Direct => new("cao hơn một bước điểm", "one step higher"),
        _ => new("kết quả “đạt”", "“achieved”"),
    };

    private static Words Needed(NextStep.Figure figure, Words value)
    {
        var name = figure.Name == "mean" ? new("trung bình các mục", "a mean of the items") : Words.Same(figure.Name);
        return figure.AtMost
            ? new($"{name.Vi} từ {value.Vi} trở xuống", $"{name.En} of at most {value.En}")
            : new($"{name.Vi} từ {value.Vi} trở lên", $"{name.En} of at least {value.En}");
    }
}
