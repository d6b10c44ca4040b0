using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Where one line of one unit stands at a stage of appraisal.</summary>
public enum ReviewState
{
    /// <summary>The unit hasn't handed it in ("đơn vị chưa nộp").</summary>
    Waiting,

    /// <summary>It waits for the appraiser ("chờ thẩm định").</summary>
    Open,

    /// <summary>The appraiser has said what it is worth ("đã thẩm định, chờ xác nhận").</summary>
    Appraised,

    /// <summary>The unit is asked ("đã hỏi đơn vị").</summary>
    Asked,

    /// <summary>The unit may change it ("đã trả lại").</summary>
    Returned,

    /// <summary>The leader of the agency confirmed it: it counts ("đã xác nhận").</summary>
    Confirmed,
}

/// <summary>What moves a line from one state to another.</summary>
public enum ReviewStep
{
    /// <summary>Accept what the unit said, or change it.</summary>
    Appraise,

    /// <summary>Take the appraisal back.</summary>
    Undo,

    Ask,

    Return,

    /// <summary>The unit answers, or hands the line in again.</summary>
    Answer,

    /// <summary>The appraiser takes the question or the return back.</summary>
    Withdraw,

    Confirm,
}

/// <summary>The states of a line under appraisal: a table. What is not in it is forbidden.</summary>
public static class ReviewStates
{
    public static ImmutableArray<(ReviewState From, ReviewStep Step, ReviewState To)> Table { get; } =
    [
        (ReviewState.Open, ReviewStep.Appraise, ReviewState.Appraised),
        (ReviewState.Open, ReviewStep.Ask, ReviewState.Asked),
        (ReviewState.Open, ReviewStep.Return, ReviewState.Returned),
        (ReviewState.Appraised, ReviewStep.Appraise, ReviewState.Appraised),
        (ReviewState.Appraised, ReviewStep.Undo, ReviewState.Open),
        (ReviewState.Appraised, ReviewStep.Ask, ReviewState.Asked),
        (ReviewState.Appraised, ReviewStep.Return, ReviewState.Returned),
        (ReviewState.Appraised, ReviewStep.Confirm, ReviewState.Confirmed),
        (ReviewState.Asked, ReviewStep.Answer, ReviewState.Open),
        (ReviewState.Asked, ReviewStep.Withdraw, ReviewState.Open),
        (ReviewState.Returned, ReviewStep.Answer, ReviewState.Open),
        (ReviewState.Returned, ReviewStep.Withdraw, ReviewState.Open),
    ];

    public static bool Allows(ReviewState from, ReviewStep step) => Table.Any(row => row.From == from && row.Step == step);

    /// <summary>The state that what is stored amounts to.</summary>
    /// <param name="current">The newest position of this stage; <c>null</c> when there is none.</param>
    /// <param name="asks">Of this line and stage, in any order.</param>
    /// <param name="ready">Whether there is something to appraise.</param>
    public static ReviewState Of(Position? current, ImmutableArray<Ask> asks, bool ready)
    {
        if (current?.HandedIn is not null)
            return ReviewState.Confirmed;
        if (asks.FirstOrDefault(ask => ask.IsOpen) is { } open)
            return open.Kind == AskKind.Return ? ReviewState.Returned : ReviewState.Asked;
        if (!ready)
            return ReviewState.Waiting;
        return current is { IsWithdrawn: false } && current.At > LastClosed(asks) ? ReviewState.Appraised : ReviewState.Open;
    }

    /// <summary>UTC; when the last question was answered or taken back: an appraisal from before it must be looked at again.</summary>
    public static DateTime LastClosed(ImmutableArray<Ask> asks) => asks.Select(ask => ask.AnsweredAt ?? ask.WithdrawnAt ?? DateTime.MinValue).DefaultIfEmpty(DateTime.MinValue).Max();

    public static Words WordsOf(ReviewState state) => state switch
    {
        ReviewState.Waiting => new("Đơn vị chưa nộp", "Not handed in"),
        ReviewState.Open => new("Chờ thẩm định", "To be appraised"),
        ReviewState.Appraised => new("Đã thẩm định, chờ lãnh đạo xác nhận", "Appraised, to be confirmed"),
        ReviewState.Asked => new("Đã hỏi đơn vị", "The unit is asked"),
        ReviewState.Returned => new("Đã trả lại đơn vị", "Returned to the unit"),
        ReviewState.Confirmed => new("Đã xác nhận", "Confirmed"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {state}."),
    };

    /// <summary>The same, telling whom a waiting line waits for.</summary>
    public static Words WordsOf(ReviewLine line) => line.IsAtFirstLevel && line.State == ReviewState.Waiting ? new("Chờ cơ quan thẩm định cấp thứ nhất", "With the first level of appraisal") : WordsOf(line.State);

    public static Words WordsOf(AskKind kind) => kind switch
    {
        AskKind.Clarify => new("Đề nghị làm rõ", "Clarify"),
        AskKind.MissingEvidence => new("Thiếu tài liệu kiểm chứng", "Missing evidence"),
        AskKind.WrongPeriod => new("Ngoài kỳ số liệu", "Outside the data period"),
        AskKind.DoubleCount => new("Tính trùng", "Counted twice"),
        AskKind.Return => new("Trả lại để đơn vị sửa", "Return for correction"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {kind}."),
    };
}
