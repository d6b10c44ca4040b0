using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Documents;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using static ChiSo.Application.Documents.WrittenBlock;

namespace ChiSo.Application.Rounds;

/// <summary>The annex of a round: when its stages were open, each approved change of dates, extension and pause with its ground and the two people behind it, the declared holidays, the requests for review that did not hold the approval up, what its survey lines do about too few forms, and the pre-filled figures units dispute.</summary>
public static class RoundAnnex
{
    /// <param name="nameOfStage">As people call it.</param>
    /// <param name="nameOf">Of a person.</param>
    /// <param name="sets">The criteria of each block.</param>
    /// <param name="now">UTC.</param>
    /// <param name="overridden">Requests for review that did not hold the approval up.</param>
    /// <param name="disputed">Pre-filled figures with a case.</param>
    public static WrittenDocument Of(LiveRound round, ImmutableArray<OverriddenRequest> overridden, ImmutableArray<DisputedFigure> disputed, Func<string, string> nameOfStage, Func<Guid, string> nameOf, IEnumerable<(LiveBlock Block, CriteriaSet Criteria)> sets, DateTime now) => new()
    {
        Parts =
        [
            new(Landscape: true,
            [
                new Paragraph([new("PHỤ LỤC", Bold: true)], TextAlign.Centre, ParagraphKind.Title),
                new Paragraph([new($"Thời gian thực hiện, gia hạn và tạm dừng: {round.Name.Vi}", Bold: true)], TextAlign.Centre, Before: 0),
                OfficialForm.Text($"Lập lúc {VietnamTime.Write(now)}."),
                OfficialForm.Heading("1. Thời gian các giai đoạn"),
                .. Table([70, 60, 60, 67], ["Giai đoạn", "Mở", "Đóng theo lịch", "Đóng sau tạm dừng"], [.. round.Clock.Windows.OrderBy(window => round.Stages.IndexOf(window.Stage)).Select(window => Window(round, window, nameOfStage))]),
                OfficialForm.Heading("2. Điều chỉnh thời gian trong kỳ"),
                .. Table([45, 50, 50, 48, 32, 32], ["Giai đoạn", "Trước", "Sau", "Lý do", "Đề nghị", "Duyệt"], [.. round.Clock.DateChanges.Select(one => Change(one, nameOfStage, nameOf)).OfType<ImmutableArray<GridCell>>()]),
                OfficialForm.Heading("3. Gia hạn"),
                .. Table([55, 40, 34, 60, 34, 34], ["Đơn vị", "Giai đoạn", "Đến", "Lý do", "Đề nghị", "Duyệt"], [.. round.Clock.Extensions.Select(one => Extension(round, one, nameOfStage, nameOf)).OfType<ImmutableArray<GridCell>>()]),
                OfficialForm.Heading("4. Tạm dừng"),
                .. Table([50, 34, 34, 71, 34, 34], ["Giai đoạn", "Từ", "Đến", "Lý do", "Đề nghị", "Duyệt"], [.. round.Clock.Pauses.Select(one => Pause(one, nameOfStage, nameOf)).OfType<ImmutableArray<GridCell>>()]),
                OfficialForm.Heading("5. Ngày nghỉ và ngày làm bù"),
                .. Table([40, 50, 177], ["Ngày", "Loại", "Căn cứ"], [.. round.Clock.Days.Declared.Select(Day)]),
                OfficialForm.Heading("6. Phê duyệt khi còn đề nghị xem xét lại"),
                .. Table([70, 25, 92, 40, 40], ["Đơn vị", "Tiêu chí", "Lý do", "Đề nghị", "Duyệt"], [.. overridden.Select(one => Overridden(one, nameOf))]),
                OfficialForm.Heading("7. Tiêu chí khảo sát: số phiếu ít nhất và cách xử lý khi thiếu phiếu"),
                .. Table([60, 107, 100], ["Khối", "Tiêu chí", "Quy định"], [.. sets.SelectMany(set => set.Criteria.Leaves(), (set, leaf) => Few(set.Block, leaf)).OfType<ImmutableArray<GridCell>>()]),
                OfficialForm.Heading("8. Số liệu điền sẵn có phản ánh"),
                .. Table([52, 18, 60, 55, 82], ["Đơn vị", "Tiêu chí", "Số liệu", "Theo nguồn", "Tình trạng"], [.. disputed.Select(Disputed)]),
            ]),
        ],
        Foot = round.Illustrative ? "Số liệu minh họa" : "",
    };

    private static IEnumerable<WrittenBlock> Table(ImmutableArray<double> widths, string[] heads, ImmutableArray<ImmutableArray<GridCell>> rows) =>
        rows.IsEmpty ? [OfficialForm.Text("Không có.")] : [new Grid(widths, 1, Lined: true, [OfficialForm.Header(heads), .. rows])];

    private static ImmutableArray<GridCell> Window(LiveRound round, StageWindow window, Func<string, string> nameOfStage) =>
        [GridCell.Of(nameOfStage(window.Stage)), At(window.Opens), At(window.Closes), At(round.Clock.ClosesFor(window.Stage, "") ?? window.Closes)];

    private static ImmutableArray<GridCell>? Change(DateChange one, Func<string, string> nameOfStage, Func<Guid, string> nameOf) => one is { ApprovedBy: { } by, ApprovedAt: { } at }
        ? [GridCell.Of(nameOfStage(one.Stage)), Dates(one.Before), Dates(one.Dates), GridCell.Of(one.Ground), Person(nameOf(one.ProposedBy), one.ProposedAt), Person(nameOf(by), at)]
        : null;

    private static GridCell Dates(StageDates dates) => GridCell.Of(string.Join(" – ", dates.Written), TextAlign.Centre);

    private static ImmutableArray<GridCell>? Extension(LiveRound round, Extension one, Func<string, string> nameOfStage, Func<Guid, string> nameOf) => one is { ApprovedBy: { } by, ApprovedAt: { } at }
        ? [GridCell.Of(round.Blocks.Select(block => block.Unit(one.Unit)).OfType<UnitInput>().FirstOrDefault()?.Name.Vi ?? one.Unit), GridCell.Of(nameOfStage(one.Stage)), At(one.Until), GridCell.Of(one.Ground), Person(nameOf(one.ProposedBy), one.ProposedAt), Person(nameOf(by), at)]
        : null;

    private static ImmutableArray<GridCell>? Pause(Pause one, Func<string, string> nameOfStage, Func<Guid, string> nameOf) => one is { ApprovedBy: { } by, ApprovedAt: { } at }
        ? [GridCell.Of(one.Stage.Length == 0 ? "Mọi giai đoạn" : nameOfStage(one.Stage)), At(one.From), At(one.Ends), new([new(one.Ground), .. Early(one, nameOf)]), Person(nameOf(one.ProposedBy), one.ProposedAt), Person(nameOf(by), at)]
        : null;

    private static WrittenRun[] Early(Pause one, Func<Guid, string> nameOf) => one is { EndProposedBy: { } proposer, EndApprovedBy: { } by, EndApprovedAt: { } at }
        ? [new($"Kết thúc sớm, trước {VietnamTime.Write(one.Until)}: {one.EndGround} ({nameOf(proposer)} đề nghị, {nameOf(by)} duyệt lúc {VietnamTime.Write(at)}).")]
        : [];

    private static ImmutableArray<GridCell> Day(DeclaredDay one) =>
        [GridCell.Of(VietnameseDates.ToText(one.Day), TextAlign.Centre), GridCell.Of(one.Kind == DayKind.Off ? "Ngày nghỉ" : "Ngày làm bù"), GridCell.Of(one.Ground)];

    private static ImmutableArray<GridCell> Overridden(OverriddenRequest one, Func<Guid, string> nameOf) =>
        [GridCell.Of(one.Unit.Vi), GridCell.Of(one.Line, TextAlign.Centre), GridCell.Of(one.Ground), Person(nameOf(one.Proposed.By), one.Proposed.At), Person(nameOf(one.Approved.By), one.Approved.At)];

    private static ImmutableArray<GridCell> Disputed(DisputedFigure one) =>
        [GridCell.Of(one.Unit.Vi), GridCell.Of(one.Line, TextAlign.Centre), GridCell.Of(one.Figure), GridCell.Of(one.Filled), GridCell.Of(one.State)];

    private static ImmutableArray<GridCell>? Few(LiveBlock block, CriteriaNode leaf) => leaf.Scoring?.Rule is ScoringRule.Survey { MinForms: > 0 } rule
        ? [GridCell.Of(block.Name.Vi), GridCell.Of($"{leaf.Number} {leaf.Name.Vi}"), GridCell.Of(RuleWords.Few(rule).Vi)]
        : null;

    private static GridCell At(DateTime at) => GridCell.Of(VietnamTime.Write(at), TextAlign.Centre);

    private static GridCell Person(string name, DateTime at) => new([new(name), new(VietnamTime.Write(at))]);
}
