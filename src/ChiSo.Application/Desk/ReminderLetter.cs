using System.Collections.Immutable;
using ChiSo.Application.Documents;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using static ChiSo.Application.Documents.WrittenBlock;

namespace ChiSo.Application.Desk;

/// <summary>The letter that urges units on ("công văn đôn đốc"), with the list of those that are behind as its annex. Number, place, day and signature are left to the standing office.</summary>
public static class ReminderLetter
{
    private const string Body = "Cơ quan thường trực cải cách hành chính";

    /// <param name="text">As the office wrote it.</param>
    /// <param name="now">UTC.</param>
    public static WrittenDocument Of(LiveRound round, string stage, ImmutableArray<LateBody> late, string text, DateTime now) => new()
    {
        Parts = late.IsEmpty ? [new(Landscape: false, Letter(round, stage, late, text, now))] : [new(Landscape: false, Letter(round, stage, late, text, now)), new(Landscape: false, Annex(stage, late, now))],
        Foot = round.Illustrative ? "Số liệu minh họa" : "",
    };

    private static ImmutableArray<WrittenBlock> Letter(LiveRound round, string stage, ImmutableArray<LateBody> late, string text, DateTime now) =>
    [
        .. OfficialForm.Head(Body, "", ReminderWords.About(round, stage)),
        OfficialForm.Text("Kính gửi: các cơ quan, đơn vị trong danh sách kèm theo."),
        OfficialForm.Text($"Đến {VietnamTime.Write(now)}, {ReminderWords.Behind(stage, late.Length)} trên hệ thống ({round.Name.Vi})."),
        OfficialForm.Text(text.Trim()),
        .. OfficialForm.Signature(["Như trên"], "THỦ TRƯỞNG CƠ QUAN"),
    ];

    private static ImmutableArray<WrittenBlock> Annex(string stage, ImmutableArray<LateBody> late, DateTime now) =>
    [
        new Paragraph([new("PHỤ LỤC", Bold: true)], TextAlign.Centre, ParagraphKind.Heading),
        new Paragraph([new(ReminderWords.List(stage), Bold: true)], TextAlign.Centre, Before: 0),
        new Grid([12, 72, 26, 34, 21], 1, Lined: true,
        [
            OfficialForm.Header("TT", "Cơ quan, đơn vị", "Số dòng đã xong", "Hạn", "Quá hạn"),
            .. late.Select((unit, place) => (ImmutableArray<GridCell>)
            [
                OfficialForm.Right(VietnameseNumbers.CountText(place + 1)), GridCell.Of(unit.Name.Vi),
                OfficialForm.Right($"{VietnameseNumbers.CountText(unit.Done)}/{VietnameseNumbers.CountText(unit.All)}"),
                GridCell.Of(unit.Due is { } due ? VietnamTime.Write(due) : "", TextAlign.Centre), GridCell.Of(unit.Due <= now ? "Có" : "", TextAlign.Centre),
            ]),
        ]),
    ];
}
