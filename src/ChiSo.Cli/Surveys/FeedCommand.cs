using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Cli.Database;
using ChiSo.Cli.Rounds;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey feed</c>: the index of a survey becomes values on the survey lines of a round.</summary>
internal static class FeedCommand
{
    public static Command Create(SharedOptions shared)
    {
        var survey = shared.Argument(SurveyNames.Survey, SurveyNames.SurveyMeaning);
        var round = shared.Argument(Names.RoundOrSource, Names.RoundOrSourceMeaning);
        var mapping = shared.Option("--mapping", new("BẢNG", "TABLE"), new("CSV hoặc Excel với cột what, from, to: yếu tố nào vào tiêu chí nào.", "CSV or Excel with the columns what, from, to: which factor gives which line."));
        var source = shared.Option("--source", new("NGUỒN", "SOURCE"), new("Tên nguồn ghi cạnh mỗi số liệu; mặc định là mã cuộc khảo sát và quyết định.", "The source that stands with every value; by default the survey's code and decision."));
        var dryRun = shared.Switch("--dry-run", new("Chỉ cho xem số liệu và điểm trước, sau; không ghi gì.", "Only show values and points before and after; write nothing."));
        var clusters = shared.Switch("--accept-clusters", new("Chấp nhận sai số chưa tính đến cụm khi mẫu được chọn hai giai đoạn; không có thì không ghi.", "Accept errors that leave out the clusters of a sample drawn in two stages; without it nothing is written."));
        var lastYear = shared.Option("--last-year", new("KỲ", "ROUND"), new("Tệp của kỳ trước, khi tiêu chí khai below=last_year và kỳ nằm trong tệp; kỳ trong cơ sở dữ liệu tự tìm kỳ trước.", "Files of the round before, where a line declares below=last_year and the round is kept as files; a round of the database finds it by itself."));
        var sizes = SurveyNames.Sizes(shared);
        mapping.Required = true;
        var command = new GuidedCommand("feed", shared.Say(new("Đưa chỉ số hài lòng của một cuộc khảo sát vào các tiêu chí khảo sát của một kỳ, kèm số phiếu và sai số.", "Put the satisfaction index of a survey on the survey lines of a round, with the number of forms and the error.")))
        {
            Examples =
            [
                new("chiso survey feed hai-long-2026 ky-2026 --mapping mapping.csv --dry-run", new("Xem từng đơn vị: số liệu và điểm trước, sau.", "See values and points before and after, unit by unit.")),
                new("chiso survey feed hai-long-2026 ky-2026/ --mapping mapping.csv", new("Ghi vào các tệp của một kỳ.", "Write them into the files of a round.")),
            ],
        };
        command.Add(survey);
        command.Add(round);
        command.Add(mapping);
        command.Add(source);
        command.Add(sizes);
        command.Add(lastYear);
        command.Add(dryRun);
        command.Add(clusters);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var asked = new Asked(parsed.GetRequiredValue(round), parsed.GetValue(source), parsed.GetValue(sizes), parsed.GetValue(lastYear), parsed.GetValue(dryRun), parsed.GetValue(clusters));
            var read = FeedMapping.Read(parsed.GetValue(mapping)!); // required
            return read.TryGet(out var table)
                ? OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), installation => FindAsync(screen, installation, parsed.GetRequiredValue(survey), table, asked, cancel), cancel)
                : Task.FromResult(SurveyFiles.Refuse(screen, read.Problems));
        });
        return command;
    }

    private static async Task<int> FindAsync(Screen screen, Installation installation, string code, FeedMapping mapping, Asked asked, CancellationToken cancel)
    {
        if (await installation.Surveys.FindAsync(code, cancel) is { } survey)
            return survey.IsClosed ? await RunAsync(screen, installation, survey, mapping, asked, cancel) : screen.Problem(FeedProblems.StillOpen(code), ExitCode.Problems);
        return await installation.ImportedTables.FindAsync(code, cancel) is { } table
            ? await ImportedAsync(screen, installation, table, mapping, asked, cancel)
            : screen.Problem(SurveyDesk.Unknown(code), ExitCode.NotFound);
    }

    private static async Task<int> ImportedAsync(Screen screen, Installation installation, ImportedTable table, FeedMapping mapping, Asked asked, CancellationToken cancel)
    {
        if (asked.Sizes is not null)
            return screen.Problem(new("survey.option", "--sizes", new("Bảng nhập từ nơi khác không có phiếu để tính trọng số.", "An imported table has no answers to be weighted."), new("Bỏ --sizes.", "Leave out --sizes.")), ExitCode.Usage);
        var fed = await DoAsync(screen, installation, SurveyFigures.Of(table, asked.Source), mapping, asked, cancel);
        if (!fed.TryGet(out var plan))
            return Refuse(screen, fed.Problems);
        FedTable.Show(screen, table.Code, plan, isWritten: !asked.DryRun);
        screen.Remark(table.Label);
        return (int)ExitCode.Ok;
    }

    private static int Refuse(Screen screen, ImmutableArray<Problem> problems) =>
        screen.Problems(problems, problems.Any(problem => problem.Code is "round.unknown" or "file.not-found") ? ExitCode.NotFound : ExitCode.Problems);

    private static async Task<int> RunAsync(Screen screen, Installation installation, LiveSurvey survey, FeedMapping mapping, Asked asked, CancellationToken cancel)
    {
        var (hidden, computed, counted) = await SurveyNames.IndexAsync(installation, survey, asked.Sizes, cancel);
        if (!computed.TryGet(out var figures))
            return screen.Problems(computed.Problems);
        var fed = await DoAsync(screen, installation, SurveyFigures.Of(survey, figures, counted, asked.Source) with { AcceptsThat = asked.AcceptsClusters }, mapping, asked, cancel);
        if (!fed.TryGet(out var plan))
            return Refuse(screen, fed.Problems);

        FedTable.Show(screen, survey.Code, plan, isWritten: !asked.DryRun);
        screen.Remark(counted.Said);
        SurveyNames.TellWeights(screen, SurveyNames.WeighsPeople(asked.Sizes, counted));
        SurveyNames.TellHidden(screen, hidden);
        return (int)ExitCode.Ok;
    }

    private static async Task<Result<FeedPlan>> DoAsync(Screen screen, Installation installation, SurveyFigures figures, FeedMapping mapping, Asked asked, CancellationToken cancel)
    {
        if (!Path.Exists(asked.Round))
        {
            if (asked.LastYear is not null)
                return new Problem("survey.option", "--last-year", new("Kỳ trong cơ sở dữ liệu tự tìm kỳ trước.", "A round of the database finds the one before by itself."), new("Bỏ --last-year.", "Leave out --last-year."));
            return asked.DryRun
                ? await installation.Feeds.PreviewAsync(asked.Round, figures, mapping, cancel)
                : await installation.Feeds.FeedAsync(asked.Round, figures, mapping, seen: null, Change.OnThisMachine(TimeProvider.System, "chiso survey feed"), cancel);
        }

        var read = await RoundSource.ReadAsync(screen, asked.Round);
        if (!read.TryGet(out var round))
            return read.Problems;
        var before = await EarlierAsync(screen, asked.LastYear, round.Period);
        if (!before.TryGet(out var earlier))
            return before.Problems;
        return asked.DryRun ? FeedPlan.Make(round, figures, mapping, earlier) : SurveyFeeds.FeedFiles(asked.Round, round, figures, mapping, earlier);
    }

    private static async Task<Result<EarlierRounds>> EarlierAsync(Screen screen, string? lastYear, string period)
    {
        if (lastYear is null)
            return EarlierRounds.None;
        var read = await RoundSource.ReadAsync(screen, lastYear);
        if (!read.TryGet(out var round))
            return read.Problems;
        return string.CompareOrdinal(round.Period, period) < 0
            ? new EarlierRounds([round])
            : new Problem("survey.option", "--last-year", new($"Kỳ {round.Period} không ở trước kỳ {period}.", $"The period {round.Period} is not before {period}."), new("Nêu tệp của một kỳ trước.", "Name the files of an earlier period."));
    }

    private sealed record Asked(string Round, string? Source, string? Sizes, string? LastYear, bool DryRun, bool AcceptsClusters);
}
