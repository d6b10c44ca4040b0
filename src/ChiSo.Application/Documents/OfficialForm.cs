using System.Collections.Immutable;
using static ChiSo.Application.Documents.WrittenBlock;

namespace ChiSo.Application.Documents;

/// <summary>The fixed parts of an official document (Decree 30/2020/NĐ-CP, Appendix I). Number, place, day and signature are left to whoever signs.</summary>
public static class OfficialForm
{
    private const int HeadSize = 12;
    private const int RecipientsSize = 11;

    /// <param name="body">Who issues it.</param>
    /// <param name="symbol">Of the kind of document: BC, BB, GM, TB; empty for a letter, which has none.</param>
    /// <param name="about">What a letter is about; stands under its number, because a letter has no title.</param>
    public static IEnumerable<WrittenBlock> Head(string body, string symbol, string about = "") =>
    [
        new Grid([60, 105], 0, Lined: false,
        [
            [
                new([new(body.ToUpperInvariant(), Bold: true, Size: HeadSize), new($"Số:        /{(symbol.Length > 0 ? symbol + "-" : "")}", Size: HeadSize), .. about.Length > 0 ? [new WrittenRun($"V/v {about}", Size: HeadSize)] : ImmutableArray<WrittenRun>.Empty], TextAlign.Centre),
                new([new("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Bold: true, Size: HeadSize), new("Độc lập - Tự do - Hạnh phúc", Bold: true, Underlined: true, Size: HeadSize), new("…………, ngày …… tháng …… năm ………", Italic: true, Size: HeadSize)], TextAlign.Centre),
            ],
        ]),
    ];

    public static IEnumerable<WrittenBlock> Title(string kind, string about) =>
    [
        new Paragraph([new(kind, Bold: true)], TextAlign.Centre, ParagraphKind.Title, Before: 18),
        new Paragraph([new(about, Bold: true)], TextAlign.Centre, Before: 0),
    ];

    /// <param name="recipients">Besides the archive.</param>
    /// <param name="signers">Who signs, from the left; the recipients stand where there is one alone.</param>
    public static IEnumerable<WrittenBlock> Signature(ImmutableArray<string> recipients, params ImmutableArray<string> signers)
    {
        var signing = signers.Select(signer => new GridCell([new(signer, Bold: true), new(signers.Length > 1 ? "(Ký, ghi rõ họ tên)" : "(Ký, đóng dấu)", Italic: true)], TextAlign.Centre));
        GridCell sent = new([new("Nơi nhận:", Bold: true, Italic: true, Size: RecipientsSize), .. recipients.Select(recipient => new WrittenRun($"- {recipient};", Size: RecipientsSize)), new("- Lưu: VT.", Size: RecipientsSize)]);
        return [Text(""), new Grid([80, 85], 0, Lined: false, [signers.Length > 1 ? [.. signing] : [sent, .. signing]])];
    }

    public static Paragraph Heading(string text) => new([new(text)], TextAlign.Left, ParagraphKind.Heading, Before: 12);

    public static Paragraph Text(string text) => new([new(text)]);

    public static ImmutableArray<GridCell> Header(params string[] names) => [.. names.Select(name => GridCell.Of(name, TextAlign.Centre, bold: true))];

    public static GridCell Right(string text) => GridCell.Of(text, TextAlign.Right);
}
