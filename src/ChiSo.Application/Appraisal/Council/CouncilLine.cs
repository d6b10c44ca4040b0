using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why a line is before the council.</summary>
public enum CouncilCause
{
    /// <summary>The unit maintains what the appraisal took away ("đơn vị chưa thống nhất").</summary>
    Disputed,

    /// <summary>A case about a pre-filled figure is the council's to decide ("phản ánh số liệu do Hội đồng quyết định").</summary>
    FigureCase,

    /// <summary>Nobody's appraisal was confirmed ("chưa có kết quả thẩm định").</summary>
    Unappraised,

    /// <summary>A member asked for it ("thành viên Hội đồng đề nghị").</summary>
    Reopened,
}

/// <summary>Where a line stands before the council.</summary>
public enum CouncilState
{
    /// <summary>Not before the council.</summary>
    Settled,

    /// <summary>To be decided ("chờ Hội đồng").</summary>
    Open,

    /// <summary>Decided, the list not passed yet ("đã kết luận, chờ thông qua danh sách").</summary>
    Decided,

    /// <summary>The block's list is passed: it counts ("đã thông qua").</summary>
    Passed,
}

/// <summary>What moves a line before the council.</summary>
public enum CouncilStep
{
    Reopen,
    Decide,
    Pass,
}

/// <summary>The states of a line before the council: a table. What is not in it is forbidden.</summary>
public static class CouncilStates
{
    public static ImmutableArray<(CouncilState From, CouncilStep Step, CouncilState To)> Table { get; } =
    [
        (CouncilState.Settled, CouncilStep.Reopen, CouncilState.Open),
        (CouncilState.Open, CouncilStep.Decide, CouncilState.Decided),
        (CouncilState.Decided, CouncilStep.Decide, CouncilState.Decided),
        (CouncilState.Decided, CouncilStep.Reopen, CouncilState.Open),
        (CouncilState.Decided, CouncilStep.Pass, CouncilState.Passed),
    ];

    public static bool Allows(CouncilState from, CouncilStep step) => Table.Any(row => row.From == from && row.Step == step);

    public static Words WordsOf(CouncilState state) => state switch
    {
        CouncilState.Settled => new("Không trình Hội đồng", "Not before the council"),
        CouncilState.Open => new("Chờ Hội đồng", "Before the council"),
        CouncilState.Decided => new("Đã kết luận, chờ thông qua danh sách", "Decided, the list to be passed"),
        CouncilState.Passed => new("Đã thông qua", "Passed"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {state}."),
    };

    public static Words WordsOf(CouncilCause cause) => cause switch
    {
        CouncilCause.Disputed => new("Đơn vị chưa thống nhất với kết quả thẩm định", "The unit maintains its own figure"),
        CouncilCause.FigureCase => new("Phản ánh về số liệu điền sẵn do Hội đồng quyết định", "A case about a pre-filled figure is the council's to decide"),
        CouncilCause.Unappraised => new("Chưa có kết quả thẩm định được xác nhận", "No appraisal is confirmed"),
        CouncilCause.Reopened => new("Thành viên Hội đồng đề nghị xem lại", "A member asked to look again"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {cause}."),
    };
}

/// <summary>One line of one unit as the council sees it.</summary>
public sealed record CouncilLine
{
    public required UnitInput Unit { get; init; }

    public required CriteriaNode Node { get; init; }

    /// <summary>What the unit handed in last; <c>null</c> when nothing.</summary>
    public required Position? Claim { get; init; }

    /// <summary>The last appraisal that was confirmed; <c>null</c> when none.</summary>
    public required Position? Appraised { get; init; }

    /// <summary>The council's newest position; <c>null</c> when there is none.</summary>
    public required Position? Decision { get; init; }

    /// <summary>How the council voted on it; <c>null</c> exactly where there is no decision.</summary>
    public required CouncilVote? Vote { get; init; }

    /// <summary>Figures others filled in for the unit, with the cases about them.</summary>
    public ImmutableArray<LineFigure> Prefilled { get; init; } = [];

    /// <summary>Whether a case about one of them is undecided.</summary>
    public bool HasOpenCase => Prefilled.Any(figure => figure.IsUndecided);

    /// <summary>Oldest first.</summary>
    public required ImmutableArray<Reopening> Reopenings { get; init; }

    /// <summary>Empty for a line that is settled.</summary>
    public required ImmutableArray<CouncilCause> Causes { get; init; }

    public required CouncilState State { get; init; }

    /// <summary>Sequence to post back.</summary>
    public int Seen => Decision?.Sequence ?? 0;

    public Aim Aim => new(Unit.Code, Stage: StageKind.Council);
}

/// <summary>A block before the council.</summary>
public sealed record CouncilSheet
{
    public required LiveRound Round { get; init; }

    public required LiveBlock Block { get; init; }

    public required CriteriaSet Criteria { get; init; }

    /// <summary>Of the round, newest first.</summary>
    public required ImmutableArray<CouncilMeeting> Meetings { get; init; }

    /// <summary>Of those meetings, oldest first.</summary>
    public required ImmutableArray<CouncilPaper> Papers { get; init; }

    /// <summary>Those among their files that the virus scanner holds back.</summary>
    public required FileHolds Holds { get; init; }

    /// <summary><c>null</c> while the list is not passed.</summary>
    public required CouncilPass? Pass { get; init; }

    /// <summary>Every line, in official order of units, then in printed order.</summary>
    public required ImmutableArray<CouncilLine> Lines { get; init; }

    /// <summary>Those before the council, what is to be decided first.</summary>
    public IEnumerable<CouncilLine> Before => Lines.Where(line => line.State != CouncilState.Settled).OrderBy(line => line.State);

    /// <summary>Lines this meeting decided last.</summary>
    public IEnumerable<CouncilLine> DecidedAt(CouncilMeeting meeting) => Lines.Where(line => line.Vote?.MeetingId == meeting.Id && line.State is CouncilState.Decided or CouncilState.Passed);

    public CouncilLine? Line(string unit, CriterionCode criterion) => Lines.FirstOrDefault(line => line.Unit.Code == unit && line.Node.Code == criterion);
}
