using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using ChiSo.Application.Spreadsheets;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Spreadsheets;

/// <summary>Nothing else runs beside these tests: its memory would be counted too.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class MeasuredAlone;

/// <summary>Tables of a million rows.</summary>
[Collection(typeof(MeasuredAlone))]
[Trait("Duration", "Long")]
public sealed class MillionRowTests : IDisposable
{
    private const int Million = 1_000_000;
    private const int Criteria = 120;
    private const long FlatBytes = 96L << 20;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chiso-rows");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public void A_million_rows_take_no_more_memory_than_a_few(string kind)
    {
        var most = 0L;
        var table = new TableRows("points", ["unit", "criterion", "points", "share"], Enumerable.Range(0, Million).Select(place =>
        {
            if (place % 100_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            return ImmutableArray.Create(TableCell.Of("Phường " + place.ToString(CultureInfo.InvariantCulture)), TableCell.Of("TC_" + (place % Criteria)), TableCell.Of(place / 4m), TableCell.Of(place / 7m));
        }));
        var path = Path.Combine(folder.FullName, "points." + kind);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using (var file = File.Create(path))
        {
            if (kind == "csv")
                CsvTables.Write(file, table, CsvWriting.Download);
            else
                XlsxTables.Write(file, [table]);
        }

        (most - before).ShouldBeLessThan(FlatBytes);
        RowsIn(path).ShouldBe(Million + 1);
    }

    /// <summary>Counted without any reader of ours.</summary>
    private static long RowsIn(string path)
    {
        if (path.EndsWith(".csv", StringComparison.Ordinal))
            return File.ReadLines(path).LongCount();
        using var zip = ZipFile.OpenRead(path);
        using var xml = System.Xml.XmlReader.Create(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open()); // the first sheet has this name
        var rows = 0L;
        while (xml.Read())
            rows += xml is { NodeType: System.Xml.XmlNodeType.Element, LocalName: "row" } ? 1 : 0;
        return rows;
    }
}
