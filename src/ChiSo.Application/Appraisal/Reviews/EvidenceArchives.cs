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

    /// <summary>Bytes of files. Above this the archive is made as a job: a line that breaks would lose all of it.</summary>
    private const long Large = 50L * 1024 * 1024;

    /// <summary>Between two notes of progress.</summary>
    private const int Portion = 20;

    /// <summary>Whether it is to be made as a job: see <see cref="EvidenceArchiveJobs"/>.</summary>
    public static bool IsLarge(Review review) => review.Lines.Sum(line => line.Evidence.Sum(row => row.Evidence.FileLength)) > Large;

    /// <summary>Writes what stands on the lines of a review. That it was read is a link of the trail before the first byte leaves.</summary>
    /// <param name="to">Need not be seekable; stays open.</param>
    /// <param name="review">Only the lines this person may see: <see cref="Review.For"/>.</param>
    public async Task WriteAsync(Stream to, Review review, Person person, CancellationToken cancel)
    {
        foreach (var (subject, mandate) in ReadsOf(review, person))
            await reads.RecordAsync(ReadLog.EvidenceArchived, subject, new(person.Id, mandate, clock.GetUtcNow().UtcDateTime, ""), cancel);
        await PackAsync(to, review, null, cancel);
    }

    /// <summary>What is to be recorded of such an archive: a subject a unit, and the mandate it was read under.</summary>
    internal static IEnumerable<(string Subject, Guid Mandate)> ReadsOf(Review review, Person person) =>
        from unit in review.Lines.Where(line => !line.Evidence.IsEmpty).GroupBy(line => line.Unit.Code, StringComparer.Ordinal)
        select ($"{review.Round.Code} {unit.Key} {string.Join(' ', unit.Select(line => line.Node.Code))}", person.MandateTo(Act.ReadReview, unit.First().AimFor(person, Act.ReadReview))?.Id ?? Guid.Empty);

    /// <param name="told">Files so far, of all.</param>
    internal async Task PackAsync(Stream to, Review review, Func<int, int, Task>? told, CancellationToken cancel)
    {
        var rows = EvidenceIndex.RowsOf(review);
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await using (var index = await zip.CreateEntry(IndexName, CompressionLevel.Fastest).OpenAsync(cancel))
        {
            using var workbook = new MemoryStream();
            SheetWriter.Write(workbook, [EvidenceIndex.Of(review, rows)]);
            workbook.Position = 0;
            await workbook.CopyToAsync(index, cancel);
        }

        var files = rows.Where(row => row.Path.Length > 0).ToList();
        foreach (var (place, row) in files.Index())
        {
            if (told is not null && place % Portion == 0)
                await told(place, files.Count);
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
        ("Mục, trang", 14), ("Đơn vị ghi", 36), ("Giải trình", 36), ("Số liệu điền sẵn", 44), ("Lưu ý", 26), ("Người nộp", 20), ("SHA-256", 66),
    ];

    private static readonly CellStyle Head = new(Bold: true, Fill: "E8EEF4", Bordered: true, Wrapped: true, Align: CellAlign.Centre);
    private static readonly CellStyle Body = new(Bordered: true, Wrapped: true);

    /// <summary>Every line that was handed in, once for each of its documents; files lie in a folder by unit and criterion.</summary>
    public static ImmutableArray<EvidenceIndexRow> RowsOf(Review review) =>
    [
        .. review.Lines.Where(line => line.Claim is not null).SelectMany(line => line.Evidence.IsEmpty
            ? [new EvidenceIndexRow(line, null, "")]
            : line.Evidence.Select((evidence, place) => new EvidenceIndexRow(line, evidence, PathOf(line, evidence, place + 1)))),
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

    /// <summary>What the virus scanner holds back is named and not laid in.</summary>
    private static string PathOf(ReviewLine line, EvidenceRow row, int place) =>
        row.Evidence.FileHash.Length == 0 || row.Hold is not null ? "" : string.Create(CultureInfo.InvariantCulture, $"{line.Unit.Code}/{line.Node.Code}/{place:00} {row.Evidence.FileName}");

    private static IEnumerable<string> OddOf(EvidenceRow row)
    {
        if (row.SeenBefore)
            yield return "Đã dùng ở kỳ khác";
        if (row.OutsidePeriod)
            yield return "Ngoài kỳ số liệu";
        if (row.DatedBefore)
            yield return string.Create(CultureInfo.InvariantCulture, $"Tệp ghi ngày {row.Evidence.FileDate:dd/MM/yyyy}");
        if (row.Hold is { } hold)
            yield return hold == FileState.Infected ? "Tệp có mã độc, không đưa vào gói" : "Tệp chưa quét mã độc, không đưa vào gói";
    }

    private static WrittenRow Fitted(string[] texts) => new([.. texts.Select(text => WrittenCell.Of(text, Body))], texts.Zip(Columns, (text, column) => WrappedText.Height(text, column.Width - 1)).Max());

    private static string[] CellsOf(EvidenceIndexRow row)
    {
        var evidence = row.Evidence?.Evidence;
        string[] odd = row.Evidence is { } found ? [.. OddOf(found)] : ["Không nộp tài liệu"];
        return
        [
            row.Line.Unit.Name.Vi, row.Line.Node.Number.ToString(), row.Line.Node.Name.Vi, row.Path,
            evidence?.Number ?? "", evidence?.IssuedOn?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? "", evidence?.Issuer ?? "", evidence?.Abstract ?? "", evidence?.Place ?? "",
            row.Line.Claim?.Evidence ?? "", row.Line.Claim?.Reason ?? "", string.Join('\n', FigureWords.Of(row.Line.Prefilled, row.Line.Node, row.Line.Claim)), string.Join("; ", odd), evidence?.By ?? "", evidence?.FileHash ?? "",
        ];
    }
}

/// <summary>A row of the index.</summary>
/// <param name="Evidence"><c>null</c> for a line without any.</param>
/// <param name="Path">In the archive; empty without a file in it.</param>
internal sealed record EvidenceIndexRow(ReviewLine Line, EvidenceRow? Evidence, string Path);
