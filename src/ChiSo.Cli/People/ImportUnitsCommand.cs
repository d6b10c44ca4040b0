using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.People;

/// <summary><c>chiso units import</c>: registers from files, whole or not at all.</summary>
internal static class ImportUnitsCommand
{
    public static Command Create(SharedOptions shared)
    {
        var files = new Argument<string[]>(shared.Say(new("TỆP", "FILE"))) { Arity = ArgumentArity.OneOrMore, Description = shared.Say(new("Tệp CSV hoặc Excel; cấp trên đứng trước.", "CSV or Excel files, units above first.")) };
        var command = new GuidedCommand("import", shared.Say(new(
            "Nhập danh mục đơn vị: điều tệp nói thay điều đã biết về các đơn vị có trong tệp; điều cũ vẫn xem lại được.",
            "Import registers: what a file says of its units replaces what was known; what was known stays readable.")))
        {
            Examples = [new("chiso units import data/vn_provinces_34.csv data/vn_communes_3321.csv data/cantho_units.csv", new("Cả nước, và Cần Thơ trước và sau tháng 7/2025.", "The country, and Cần Thơ before and after July 2025."))],
        };
        command.Add(files);
        command.SetAction((parsed, cancel) => RunAsync(shared.ScreenOf(parsed), shared.DatabaseOf(parsed), parsed.GetRequiredValue(files), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string? connection, string[] files, CancellationToken cancel)
    {
        var (rows, problems) = (ImmutableArray.CreateBuilder<RegisterRow>(), ImmutableArray.CreateBuilder<Problem>());
        foreach (var read in files.Select(RegisterReader.Read))
        {
            problems.AddRange(read.Problems);
            if (read.TryGet(out var found))
                rows.AddRange(found);
        }

        if (problems.Count > 0)
            return screen.Problems(problems.ToImmutable(), problems.Any(problem => problem.Code == "file.not-found") ? ExitCode.NotFound : ExitCode.Problems);
        var change = Change.OnThisMachine(TimeProvider.System, "chiso units import");
        return await OpenInstallation.MakeAsync(screen, connection, async installation => RegisterChanges.Show(screen, await installation.Units.ImportAsync(rows.ToImmutable(), change, cancel)), cancel);
    }
}

/// <summary>What a change of the register did, in words or as JSON.</summary>
internal static class RegisterChanges
{
    public static int Show(Screen screen, Result<RegisterChange> result)
    {
        if (!result.TryGet(out var done))
            return screen.Problems(result.Problems);
        if (screen.IsJson)
            screen.Document(done);
        else
            screen.Line(new Words($"Đơn vị mới: {done.New}; sửa: {done.Corrected}; giữ nguyên: {done.Unchanged}.", $"New units: {done.New}; corrected: {done.Corrected}; unchanged: {done.Unchanged}."));
        return (int)ExitCode.Ok;
    }
}
