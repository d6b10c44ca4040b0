using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Spreadsheets;

namespace ChiSo.Application.Appraisal;

/// <summary>The evidence of a criterion across units, or of a unit, as one ZIP file with an index: for appraisers who read offline.</summary>
public sealed class EvidenceArchives(ReadLog reads, FileVault vault, TimeProvider clock)
{
    private const string IndexName = "muc-luc.xlsx";

    /// <summary>Writes what stands on the lines of a review. That it was read is a link of the trail before the first byte leaves.</summary>
    /// <param name="to">Need not be seekable; stays open.</param>
    /// <param name="review">Only the lines this person may see: <see cref="Review.For"/>.</param>
    public async Task WriteAsync(Stream to, Review review, Person person, CancellationToken cancel)
    {
        var rows = EvidenceIndex.RowsOf(review);
        foreach (var unit in review.Lines.Where(line => !line.Evidence.IsEmpty).GroupBy(line => line.Unit.Code, StringComparer.Ordinal))
        {
            var subject = $"{review.Round.Code} {unit.Key} {string.Join(' ', unit.Select(line => line.Node.Code))}";
            await reads.RecordAsync(ReadLog.EvidenceArchived, subject, new(person.Id, person.MandateTo(Act.ReadReview, unit.First().Aim)?.Id ?? Guid.Empty, clock.GetUtcNow().UtcDateTime, ""), cancel);
        }

        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await using (var index = await zip.CreateEntry(IndexName, CompressionLevel.Fastest).OpenAsync(cancel))
        {
            using var workbook = new MemoryStream();
            SheetWriter.Write(workbook, [EvidenceIndex.Of(review, rows)]);
            workbook.Position = 0;
            await workbook.CopyToAsync(index, cancel);
        }

        foreach (var row in rows.Where(row => row.Path.Length > 0))
        {
            await using var content = vault.Open(row.Evidence!.Evidence.FileHash); // a row with a path has a file
            await using var entry = await zip.CreateEntry(row.Path, CompressionLevel.NoCompression).OpenAsync(cancel); // documents and photographs are packed already
            await content.CopyToAsync(entry, cancel);
        }
    }
}

/// <summary>The index of an archive: what was laid in, where it lies, and the lines without any.</summary>
internal static class EvidenceIndex
{
    private static readonly (string Name, double Width)[] Columns =
    [
        ("Đơn vị", 28), ("Tiêu chí", 10), ("Tên tiêu chí", 40), ("Tệp trong gói", 40), ("Số, ký hiệu", 18), ("Ngày ban hành", 12), ("Cơ quan ban hành", 24), ("Trích yếu", 36),
        ("Mục, trang", 14), ("Đơn vị ghi", 36), ("Giải trình", 36), ("Lưu ý", 26), ("Người nộp", 20), ("SHA-256", 66),
    ];

    private static readonly CellStyle Head = new(Bold: true, Fill: "E8EEF4", Bordered: true, Wrapped: true, Align: CellAlign.Centre);
    private static readonly CellStyle Body = new(Bordered: true, Wrapped: true);

    /// <summary>Every line that was handed in, once for each of its documents; files lie in a folder by unit and criterion.</summary>
    public static ImmutableArray<EvidenceIndexRow> RowsOf(Review review) =>
    [
        .. review.Lines.Where(line => line.Claim is not null).SelectMany(line => line.Evidence.IsEmpty
            ? [new EvidenceIndexRow(line, null, "")]
            : line.Evidence.Select((evidence, place) => new EvidenceIndexRow(line, evidence, PathOf(line, evidence.Evidence, place + 1)))),
    ];

    public static WrittenSheet Of(Review review, ImmutableArray<EvidenceIndexRow> rows) => new()
    {
        Name = "Mục lục",
        Rows =
        [
            new([WrittenCell.Of($"Minh chứng · {review.Round.Name.Vi} · {review.Block.Name.Vi}", new(Bold: true))]),
            new([]),
            new([.. Columns.Select(column => WrittenCell.Of(column.Name, Head))]),
            .. rows.Select(row => Fitted(CellsOf(row))),
        ],
        Widths = [.. Columns.Select(column => column.Width)],
        FrozenRows = 3,
        Page = new(Landscape: true, TitleRows: 3, Band: review.Round.Illustrative ? "Số liệu minh họa" : ""),
    };

    private static string PathOf(ReviewLine line, Evidence evidence, int place) =>
        evidence.FileHash.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{line.Unit.Code}/{line.Node.Code}/{place:00} {evidence.FileName}");

    private static WrittenRow Fitted(string[] texts) => new([.. texts.Select(text => WrittenCell.Of(text, Body))], texts.Zip(Columns, (text, column) => WrappedText.Height(text, column.Width - 1)).Max());

    private static string[] CellsOf(EvidenceIndexRow row)
    {
        var evidence = row.Evidence?.Evidence;
        string[] odd = row.Evidence is { } found ? [.. found.SeenBefore ? ["Đã dùng ở kỳ khác"] : Array.Empty<string>(), .. found.OutsidePeriod ? ["Ngoài kỳ số liệu"] : Array.Empty<string>()] : ["Không nộp tài liệu"];
        return
        [
            row.Line.Unit.Name.Vi, row.Line.Node.Number.ToString(), row.Line.Node.Name.Vi, row.Path,
            evidence?.Number ?? "", evidence?.IssuedOn?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? "", evidence?.Issuer ?? "", evidence?.Abstract ?? "", evidence?.Place ?? "",
            row.Line.Claim?.Evidence ?? "", row.Line.Claim?.Reason ?? "", string.Join("; ", odd), evidence?.By ?? "", evidence?.FileHash ?? "",
        ];
    }
}

/// <summary>A row of the index.</summary>
/// <param name="Evidence"><c>null</c> for a line without any.</param>
/// <param name="Path">In the archive; empty without a file.</param>
internal sealed record EvidenceIndexRow(ReviewLine Line, EvidenceRow? Evidence, string Path);
