using System.Collections.Immutable;
using System.Text.Json;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Audit;

/// <summary>The trail as lines of JSON: where the chains stood, then every link. Written to a file and read back to be verified elsewhere.</summary>
public static class TrailExport
{
    /// <summary>Every link with its payload, by chain and number, and where the chains stood at that instant.</summary>
    public static Task<ExportedTrail> ReadAsync(ChiSoDatabase database, CancellationToken cancel) => database.SnapshotAsync(async context =>
    {
        var heads = await TrailReading.HeadsAsync(context, cancel);
        var links = await context.AuditLinks.AsNoTracking().OrderBy(link => link.Chain).ThenBy(link => link.Sequence).ToListAsync(cancel);
        var payloads = await context.AuditPayloads.AsNoTracking().ToDictionaryAsync(payload => (payload.Chain, payload.Sequence), cancel);
        return new ExportedTrail(heads, [.. links.Select(link => new TrailLine(link, payloads.GetValueOrDefault((link.Chain, link.Sequence))))]);
    }, cancel);

    public static async Task WriteAsync(ExportedTrail trail, Stream stream, CancellationToken cancel)
    {
        await WriteLineAsync(new Heading(trail.Heads), stream, cancel);
        foreach (var line in trail.Lines)
            await WriteLineAsync(line, stream, cancel);
    }

    /// <param name="where">The file's name, for problems.</param>
    public static Result<ExportedTrail> Read(IEnumerable<string> jsonLines, string where)
    {
        Heading? heading = null;
        var lines = ImmutableArray.CreateBuilder<TrailLine>();
        var number = 0;
        foreach (var json in jsonLines)
        {
            number++;
            if (json.Length == 0)
                continue;
            try
            {
                if (heading is null)
                    heading = EngineJson.Read<Heading>(json);
                else
                    lines.Add(EngineJson.Read<TrailLine>(json));
            }
            catch (JsonException)
            {
                return Unreadable(where, number);
            }
        }

        return heading is { Heads.IsDefault: false } ? new ExportedTrail(heading.Heads, lines.ToImmutable()) : Unreadable(where, 1);
    }

    private static async Task WriteLineAsync<T>(T line, Stream stream, CancellationToken cancel)
    {
        await stream.WriteAsync((byte[])[.. EngineJson.ToBytes(line), (byte)'\n'], cancel);
    }

    private static Problem Unreadable(string where, int line)
    {
        var place = line.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new("audit.unreadable", $"{where} dòng {place}",
            new("Dòng này không phải một mắt xích nhật ký.", "This line is no link of a trail."),
            new("Xuất lại nhật ký bằng lệnh chiso audit export.", "Export the trail again with chiso audit export."));
    }

    private sealed record Heading(ImmutableArray<ChainHead> Heads);
}

/// <summary>A trail as it was exported.</summary>
/// <param name="Heads">Where the database said its chains stood.</param>
public sealed record ExportedTrail(ImmutableArray<ChainHead> Heads, ImmutableArray<TrailLine> Lines)
{
    /// <summary>The public keys the trail names, oldest first.</summary>
    public ImmutableArray<string> NamedKeys() =>
        [.. Lines.Where(line => line.Link is { Chain: Trail.Installation, Act: Checkpoints.KeyNamed }).Select(line => line.Link.Subject)];
}
