using System.Collections.Immutable;
using ChiSo.Application.Json;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Puts pre-filled figures and the cases about them into the words of papers and workbooks, which have no other language than Vietnamese.</summary>
internal static class FigureWords
{
    /// <summary>Stands wherever a figure does whose case is undecided.</summary>
    public const string Disputed = "SỐ LIỆU ĐANG CÓ PHẢN ÁNH, CHƯA ĐƯỢC QUYẾT ĐỊNH";

    /// <summary>Each figure of a line with its source, its day and how it stands.</summary>
    /// <param name="claim">What the unit entered; <c>null</c> when nothing.</param>
    public static ImmutableArray<string> Of(IReadOnlyCollection<LineFigure> figures, CriteriaNode line, Position? claim) =>
        [.. figures.Select(one => $"Điền sẵn: {one.MeaningIn(line.Scoring!)} = {SourceOf(one)}. {StateOf(one, line, claim)}")]; // pre-filled lines are scored

    /// <summary>"4, theo Hệ thống quản lý văn bản, truy vấn ngày 05/01/2025".</summary>
    public static string SourceOf(LineFigure one) =>
        $"{VietnameseNumbers.ToText(one.Figure.Value)}, theo {one.Figure.Source}, truy vấn ngày {VietnameseDates.ToText(one.Figure.QueriedOn)}";

    /// <summary>Confirmed or not, disputed, or decided by whom and why.</summary>
    /// <param name="claim">As of <see cref="Of"/>.</param>
    public static string StateOf(LineFigure one, CriteriaNode line, Position? claim) => one.Dispute switch
    {
        { State: DisputeState.Open } dispute when one.IsUndecided => $"{Disputed}: {OwnOf(dispute)}.",
        { State: DisputeState.Open } dispute => $"{DisputeStates.Concluded.Vi}; {OwnOf(dispute)}.",
        { State: DisputeState.Upheld or DisputeState.Rejected } dispute => $"{DisputeStates.WordsOf(dispute.State).Vi}; {OwnOf(dispute)}; lý do quyết định: “{dispute.Decision}” ({dispute.ClosedBy}{(dispute.ClosedAt is { } at ? $", {VietnamTime.Write(at)}" : "")}).",
        { State: DisputeState.Withdrawn } => $"{DisputeStates.WordsOf(DisputeState.Withdrawn).Vi}; {Confirmed(one, line, claim)}.",
        _ => $"Đơn vị {Confirmed(one, line, claim)}.",
    };

    private static string OwnOf(FigureDispute dispute) => $"đơn vị ghi {VietnameseNumbers.ToText(dispute.OwnValue)} (“{dispute.Reason}”)";

    private static string Confirmed(LineFigure one, CriteriaNode line, Position? claim) =>
        claim is { IsWithdrawn: false } && one.IsConfirmedBy(EngineJson.Read<Entry>(claim.Entry), line.Scoring!) ? "đã xác nhận" : "chưa xác nhận"; // pre-filled lines are scored
}
