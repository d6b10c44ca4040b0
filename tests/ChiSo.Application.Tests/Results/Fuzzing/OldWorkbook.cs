using ChiSo.Application.Tests.Spreadsheets;
using Xunit;

namespace ChiSo.Application.Tests.Results.Fuzzing;

/// <summary>The small round as an old .xls, made by LibreOffice once.</summary>
public sealed class OldWorkbook : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chiso-xls");

    public byte[] Bytes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var source = Path.Combine(folder.FullName, "small.xlsx");
        await File.WriteAllBytesAsync(source, RoundTripTests.Workbook(RoundTablesTests.Parsed(SmallRound.Read(SmallRound.Files))));
        Bytes = await File.ReadAllBytesAsync(await LibreOffice.ConvertAsync(source, "xls", folder.FullName, CancellationToken.None));
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
