using System.Text.Json;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Audit;

/// <summary>The trail as lines of JSON: read from the database, written to a file, read back to be verified elsewhere.</summary>
public static class TrailExport
{
    /// <summary>Every link with its payload, by chain and number.</summary>
    public static async Task<List<TrailLine>> ReadAsync(ChiSoDatabase database, CancellationToken cancel)
    {
        await using var context = database.Open();
        var links = await context.AuditLinks.AsNoTracking().OrderBy(link => link.Chain).ThenBy(link => link.Sequence).ToListAsync(cancel);
        var payloads = await context.AuditPayloads.AsNoTracking().ToDictionaryAsync(payload => (payload.Chain, payload.Sequence), cancel);
        return [.. links.Select(link => new TrailLine(link, payloads.GetValueOrDefault((link.Chain, link.Sequence))))];
    }

    public static async Task WriteAsync(IEnumerable<TrailLine> lines, Stream stream, CancellationToken cancel)
    {
        foreach (var line in lines)
        {
            await stream.WriteAsync(EngineJson.ToBytes(line), cancel);
            stream.WriteByte((byte)'\n');
        }
    }

    /// <param name="where">The file's name, for problems.</param>
    public static Result<List<TrailLine>> Read(IEnumerable<string> jsonLines, string where)
    {
        var lines = new List<TrailLine>();
        foreach (var json in jsonLines.Where(json => json.Length > 0))
        {
            try
            {
                lines.Add(EngineJson.Read<TrailLine>(json));
            }
            catch (JsonException)
            {
                var place = (lines.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return new Problem("audit.unreadable", $"{where} dòng {place}",
                    new("Dòng này không phải một mắt xích nhật ký.", "This line is no link of a trail."),
                    new("Xuất lại nhật ký bằng lệnh chiso audit export.", "Export the trail again with chiso audit export."));
            }
        }

        return lines;
    }
}
