using System.Collections.Immutable;
using ChiSo.Application.Documents;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using static ChiSo.Application.Documents.WrittenBlock;

namespace ChiSo.Application.Desk;

/// <summary>The letter that urges units on ("công văn đôn đốc"), with the list of those that have not handed in as its annex. Number, place, day and signature are left to the standing office.</summary>
public static class ReminderLetter
{
    private const string Body = "Cơ quan thường trực cải cách hành chính";

    /// <param name="text">As the office wrote it.</param>
    /// <param name="now">UTC.</param>
    public static WrittenDocument Of(LiveRound round, ImmutableArray<LateUnit> late, string text, DateTime now) => new()
    {
        Parts = late.IsEmpty ? [new(Landscape: false, Letter(round, late, text, now))] : [new(Landscape: false, Letter(round, late, text, now)), new(Landscape: false, Annex(late, now))],
        Foot = round.Illustrative ? "Số liệu minh họa" : "",
    };

    private static ImmutableArray<WrittenBlock> Letter(LiveRound round, ImmutableArray<LateUnit> late, string text, DateTime now) =>
    [
        .. OfficialForm.Head(Body, "", $"đôn đốc tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {round.Period}"),
        OfficialForm.Text("Kính gửi: các đơn vị trong danh sách kèm theo."),
        OfficialForm.Text($"Đến {VietnamTime.Write(now)}, còn {VietnameseNumbers.CountText(late.Length)} đơn vị chưa nộp bảng tự đánh giá, chấm điểm trên hệ thống ({round.Name.Vi})."),
        OfficialForm.Text(text.Trim()),
        .. OfficialForm.Signature(["Như trên"], "THỦ TRƯỞNG CƠ QUAN"),
    ];

    private static ImmutableArray<WrittenBlock> Annex(ImmutableArray<LateUnit> late, DateTime now) =>
    [
        new Paragraph([new("PHỤ LỤC", Bold: true)], TextAlign.Centre, ParagraphKind.Heading),
        new Paragraph([new("Đơn vị chưa nộp bảng tự đánh giá", Bold: true)], TextAlign.Centre, Before: 0),
        new Grid([12, 72, 26, 34, 21], 1, Lined: true,
        [
            OfficialForm.Header("TT", "Đơn vị", "Đã nhập", "Hạn nộp", "Quá hạn"),
            .. late.Select((unit, place) => (ImmutableArray<GridCell>)
            [
                OfficialForm.Right(VietnameseNumbers.CountText(place + 1)), GridCell.Of(unit.Row.Unit.Name.Vi),
                OfficialForm.Right($"{VietnameseNumbers.CountText(unit.Row.Filled)}/{VietnameseNumbers.CountText(unit.Row.Lines)}"),
                GridCell.Of(unit.Due is { } due ? VietnamTime.Write(due) : "", TextAlign.Centre), GridCell.Of(unit.Due <= now ? "Có" : "", TextAlign.Centre),
            ]),
        ]),
    ];
}
