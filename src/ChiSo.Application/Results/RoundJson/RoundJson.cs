using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>A round as one JSON file for other programs, and back: the same content as its tables. See docs/reference/round-json.md and its schema.</summary>
public static class RoundJson
{
    /// <summary>What every such file says of itself; a form that can't be read as this one gets another number.</summary>
    public const string Format = "chiso-round/1";

    private const long MaxBytes = 512L << 20;

    /// <summary>The round, or every problem with its line or its path in the file.</summary>
    /// <param name="fileName">The place of problems with the file as a whole.</param>
    public static Result<RoundDocument> Read(Stream stream, string fileName)
    {
        if (Load(stream) is not { } bytes)
            return FileProblems.TooLarge(fileName, MaxBytes >> 20);
        if (bytes.Span.Trim(" \r\n\t"u8).IsEmpty)
            return FileProblems.Empty(fileName);
        if (!Utf8.IsValid(bytes.Span))
            return RoundJsonProblems.WrongEncoding(fileName);

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return Read(document.RootElement, fileName);
        }
        catch (JsonException error)
        {
            return RoundJsonProblems.NotJson(fileName, (error.LineNumber ?? 0) + 1, (error.BytePositionInLine ?? 0) + 1);
        }
    }

    /// <summary>The same round gives the same bytes: indented, members in a fixed order, line feeds.</summary>
    public static void Write(Stream stream, RoundDocument round) => RoundJsonWriter.Write(stream, round);

    private static Result<RoundDocument> Read(JsonElement root, string file)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String || !format.ValueEquals(Format))
            return RoundJsonProblems.NotARound(file);

        var reader = new RoundJsonReader(file);
        var tables = reader.Read(root);
        if (tables.IsEmpty)
            return reader.Problems.ToImmutableArray();

        // What could not be read stands empty in the tables, which is no news at the same place.
        var round = RoundTables.Parse(tables);
        var told = reader.Problems.Select(problem => problem.Where).ToHashSet(StringComparer.Ordinal);
        return told.Count == 0 ? round : reader.Problems.Concat(round.Problems.Where(problem => !told.Contains(problem.Where))).ToImmutableArray();
    }

    private static ReadOnlyMemory<byte>? Load(Stream stream)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (copy.Length + read > MaxBytes)
                return null;
            copy.Write(buffer.AsSpan(0, read));
        }

        var bytes = copy.GetBuffer().AsMemory(0, (int)copy.Length);
        return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }
}
