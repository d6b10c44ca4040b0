using System.Diagnostics;

namespace ChiSo.Application.Tests.Results.Fuzzing;

/// <summary>The small round as an old .xls, made by LibreOffice once.</summary>
public sealed class OldWorkbook : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chiso-xls");
    private byte[]? bytes;

    /// <exception cref="InvalidOperationException">LibreOffice made no file.</exception>
    public byte[] Bytes => bytes ??= Convert();

    public void Dispose() => folder.Delete(recursive: true);

    private byte[] Convert()
    {
        var source = Path.Combine(folder.FullName, "small.xlsx");
        File.WriteAllBytes(source, RoundTripTests.Workbook(RoundTablesTests.Parsed(SmallRound.Read(SmallRound.Files))));
        using var office = Process.Start(new ProcessStartInfo("soffice",
            [$"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", "xls", "--outdir", folder.FullName, source])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!; // a program on the path starts
        office.WaitForExit();
        var made = Path.ChangeExtension(source, ".xls");
        return File.Exists(made) ? File.ReadAllBytes(made) : throw new InvalidOperationException("soffice made no small.xls.");
    }
}
