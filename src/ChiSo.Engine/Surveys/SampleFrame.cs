using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace ChiSo.Engine.Surveys;

/// <summary>A person, household or dossier that can be drawn.</summary>
/// <param name="Id">Unique in the frame.</param>
/// <param name="Stratum">Empty without strata.</param>
/// <param name="Cluster">The unit of the first of two stages; empty with one stage.</param>
public sealed record FrameRow(string Id, string Stratum = "", string Cluster = "");

/// <summary>The list a sample is drawn from, in the ordinal order of its ids, so that the order of a file does not matter.</summary>
public sealed class SampleFrame
{
    private SampleFrame(ImmutableArray<FrameRow> rows, string hash) => (Rows, Hash) = (rows, hash);

    /// <summary>In the ordinal order of ids.</summary>
    public ImmutableArray<FrameRow> Rows { get; }

    /// <summary>SHA-256, in lower-case hexadecimal, of the UTF-8 text of all rows: id, stratum and cluster parted by tabs, a line feed after each row.</summary>
    public string Hash { get; }

    /// <returns>The frame, or every id that is empty, stands there twice, or holds a tab or line end.</returns>
    public static Result<SampleFrame> Of(IEnumerable<FrameRow> rows)
    {
        ImmutableArray<FrameRow> sorted = [.. rows.OrderBy(row => row.Id, StringComparer.Ordinal)];
        if (sorted.IsEmpty)
            return new Problem("survey.frame-empty", "frame", new("Khung mẫu không có ai.", "The frame is empty."), new("Chọn danh sách khác.", "Choose another list."));

        var problems = ImmutableArray.CreateBuilder<Problem>();
        for (var place = 0; place < sorted.Length; place++)
        {
            var row = sorted[place];
            if (row.Id.Length == 0 || $"{row.Id}{row.Stratum}{row.Cluster}".AsSpan().ContainsAny('\t', '\n', '\r'))
                problems.Add(new("survey.frame-id", row.Id, new("Mã trống, hoặc có dấu tab hay xuống dòng.", "The id is empty, or a cell holds a tab or a line end."), new("Ghi một mã gọn cho mỗi dòng.", "Give each row a plain id.")));
            else if (place > 0 && sorted[place - 1].Id == row.Id)
                problems.Add(new("survey.frame-twice", row.Id, new("Mã này có hai lần trong khung mẫu.", "This id stands in the frame twice."), new("Giữ lại một dòng.", "Keep one row.")));
        }

        return problems.Count > 0 ? problems.DrainToImmutable() : new SampleFrame(sorted, HashOf(sorted));
    }

    private static string HashOf(ImmutableArray<FrameRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
            hash.AppendData(Encoding.UTF8.GetBytes($"{row.Id}\t{row.Stratum}\t{row.Cluster}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
