using System.Collections.Immutable;

namespace ChiSo.Engine.Surveys.Cleaning;

/// <summary>When cleaning ("làm sạch phiếu") flags an answer. Every threshold is declared; the defaults and their sources stand in <c>docs/method/survey-cleaning.md</c>.</summary>
public sealed record CleaningRules
{
    /// <summary>Two answers that agree on more than this share of the questions both answered are near duplicates; in (0, 1], 1 for none.</summary>
    /// <remarks>Source: Kuriakose &amp; Robbins (2016), Statistical Journal of the IAOS 32.</remarks>
    public double NearDuplicate { get; init; } = 0.85;

    /// <summary>Answers with fewer questions in common are not compared; 2 or more.</summary>
    public int LeastCompared { get; init; } = 10;

    /// <summary>Questions on one scale, looked at together for the same answer to all.</summary>
    public ImmutableArray<StraightGroup> Straight { get; init; } = [];

    /// <summary>A group is looked at where so many of its questions were answered; 2 or more.</summary>
    public int LeastStraight { get; init; } = 5;

    /// <summary>Faster than this share of the median time is too fast; from 0 (never) to below 1.</summary>
    /// <remarks>Source: Leiner (2019), Survey Research Methods 13: a relative speed of 2.</remarks>
    public double Speed { get; init; } = 0.5;

    /// <summary>Answered questions ÷ asked ones below which an answer is broken off; 0 (never) to 1.</summary>
    /// <remarks>Source: AAPOR, Standard Definitions, on partial interviews and break-offs.</remarks>
    public double Completeness { get; init; } = 0.5;

    /// <summary>Everything that can't be, with the place it stands in.</summary>
    /// <param name="items">Questions there are.</param>
    public ImmutableArray<Problem> Faults(string where, IReadOnlyCollection<string> items)
    {
        var faults = ImmutableArray.CreateBuilder<Problem>();
        void Check(bool isGood, string member, Words what)
        {
            if (!isGood)
                faults.Add(new("survey.cleaning-rule", $"{where}: {member}", new($"Quy tắc làm sạch chưa được: {what.Vi}.", $"The rule of cleaning can't be: {what.En}."), new("Sửa chỗ này theo trang về làm sạch phiếu.", "Correct it after the page on cleaning.")));
        }

        Check(NearDuplicate is > 0 and <= 1, "nearDuplicate", new("tỷ lệ giống nhau phải trên 0 và không quá 1", "the share that agrees is above 0 and at most 1"));
        Check(LeastCompared >= 2, "leastCompared", new("phải so từ 2 câu trở lên", "two questions or more are compared"));
        Check(LeastStraight >= 2, "leastStraight", new("nhóm phải có từ 2 câu được trả lời", "two questions or more are looked at"));
        Check(Speed is >= 0 and < 1, "speed", new("phần của thời gian trung vị phải từ 0 đến dưới 1", "the share of the median time is from 0 to below 1"));
        Check(Completeness is >= 0 and <= 1, "completeness", new("tỷ lệ câu đã trả lời phải từ 0 đến 1", "the share of answered questions is from 0 to 1"));
        foreach (var group in Straight)
        {
            Check(group.Items.Length >= 2, $"straight {group.Name}", new("nhóm câu cần ít nhất hai câu", "a group has two questions or more"));
            Check(group.Lowest < group.Highest, $"straight {group.Name}", new("đầu thang phải nhỏ hơn cuối thang", "the scale begins below its end"));
            foreach (var item in group.Items.Where(item => !items.Contains(item)))
                Check(isGood: false, $"straight {group.Name}", new($"không có câu “{item}”", $"there is no question “{item}”"));
            foreach (var item in group.Reversed.Where(item => !group.Items.Contains(item)))
                Check(isGood: false, $"straight {group.Name}", new($"câu ngược “{item}” không nằm trong nhóm", $"the reversed question “{item}” is not in the group"));
        }

        return faults.ToImmutable();
    }
}

/// <summary>Questions on one scale of whole numbers.</summary>
/// <param name="Items">Names; two or more.</param>
/// <param name="Lowest">The smallest code of the scale.</param>
/// <param name="Highest">The largest code of the scale.</param>
public sealed record StraightGroup(string Name, ImmutableArray<string> Items, int Lowest, int Highest)
{
    /// <summary>Those of the questions on which a high answer is a bad one.</summary>
    public ImmutableArray<string> Reversed { get; init; } = [];
}

/// <summary>Why an answer is flagged.</summary>
public enum CleaningRule
{
    /// <summary>Every answer the same as another's.</summary>
    ExactDuplicate,

    /// <summary>Nearly every answer the same as another's.</summary>
    NearDuplicate,

    /// <summary>The same answer to all questions of a group that ask in one direction, or the middle of a scale: possible, and no proof of carelessness by itself.</summary>
    StraightLine,

    /// <summary>The same answer to questions that ask in opposite directions.</summary>
    Contradiction,

    /// <summary>Answered much faster than most.</summary>
    TooFast,

    /// <summary>Too few of the questions answered.</summary>
    Incomplete,
}

/// <summary>One answer under one rule.</summary>
/// <param name="Row">From 0.</param>
/// <param name="Measure">What was measured, from 0 to 1: the share that agrees, the share of the median time, the share answered; 1 for straight lines, and where no more than too fast is known of a time.</param>
/// <param name="Other">The answer it is like; <c>null</c> under the other rules.</param>
/// <param name="Group">The group of questions; empty under the other rules.</param>
public sealed record CleaningFlag(int Row, CleaningRule Rule, double Measure, int? Other = null, string Group = "")
{
    /// <summary>Worth knowing, but no reason to keep an answer from counting until somebody looked at it.</summary>
    public bool IsWeak => Rule == CleaningRule.StraightLine;
}
