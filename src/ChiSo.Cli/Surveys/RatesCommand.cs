using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using ChiSo.Application.Surveys.Outcomes;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using Spectre.Console;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey rates</c>: response, cooperation, refusal and contact rates, of a survey or of a table of outcomes.</summary>
internal static class RatesCommand
{
    public static Command Create(SharedOptions shared)
    {
        var what = shared.Argument(new("KHẢO-SÁT|BẢNG", "SURVEY|TABLE"), new("Mã cuộc khảo sát đã đóng, hoặc tệp CSV hay Excel có cột outcome và, nếu có, count.", "The code of a closed survey, or a CSV or Excel file with the column outcome and, if any, count."));
        var by = shared.Option("--by", new("CỘT", "COLUMN"), new("Cột chia nhóm của bảng, mỗi nhóm một bộ tỷ lệ.", "A column of the table: rates for each of its groups."));
        var eligible = shared.Option("--eligible", new("TỶ LỆ", "SHARE"), new("Tỷ lệ e thuộc đối tượng trong số chưa rõ, khi lấy từ nguồn khác; mặc định tính từ bảng.", "The share e of eligible people among the unknown, from another source; computed by default."));
        var command = new GuidedCommand("rates", shared.Say(new("Tỷ lệ trả lời, hợp tác, từ chối, tiếp cận được theo chuẩn AAPOR.", "Response, cooperation, refusal and contact rates as AAPOR defines them.")))
        {
            Examples =
            [
                new("chiso survey rates hai-long-2026", new("Từ lời mời, không đọc câu trả lời; chỉ khi khảo sát đã đóng.", "From the invitations, never from answers; once the survey is closed.")),
                new("chiso survey rates outcomes.csv --by district", new("Từ một bảng kết quả tiếp cận, theo từng huyện.", "From a table of outcomes, by district.")),
            ],
        };
        command.Add(what);
        command.Add(by);
        command.Add(eligible);
        command.SetAction((parsed, cancel) =>
        {
            var (screen, numbers, named) = (shared.ScreenOf(parsed), new NumberOptions(parsed), parsed.GetRequiredValue(what));
            double? share = parsed.GetValue(eligible) is null ? null : numbers.Number(eligible, 1, -double.Epsilon, 1 + 1e-12);
            if (!numbers.Problems.IsEmpty)
                return Task.FromResult(screen.Problems(numbers.Problems, ExitCode.Usage));
            return Path.Exists(named) || Path.HasExtension(named)
                ? Task.FromResult(OfTable(screen, named, parsed.GetValue(by), share))
                : SurveyNames.UseAsync(screen, shared.DatabaseOf(parsed), named, async (installation, live) =>
                {
                    var made = await installation.Outcomes.BoardAsync(live, cancel);
                    return made.TryGet(out var board) ? OfSurvey(screen, board) : screen.Problems(made.Problems);
                }, cancel);
        });
        return command;
    }

    private static int OfTable(Screen screen, string path, string? by, double? eligible)
    {
        var read = OutcomeFile.ReadCounts(path, by);
        if (!read.TryGet(out var groups))
            return SurveyFiles.Refuse(screen, read.Problems);
        if (screen.IsJson)
        {
            screen.Document(new { Groups = groups.Select(group => new { group.Group, Outcomes = group.Counts.Counts, Eligible = eligible ?? group.Counts.Eligible, Rates = OutcomeRate.All.Select(rate => new { rate.Code, Value = rate.Of(group.Counts, eligible) }) }) });
            return (int)ExitCode.Ok;
        }

        foreach (var (group, counts) in groups)
        {
            if (group.Length > 0)
                screen.Title(group);
            Show(screen, [.. Enum.GetValues<Outcome>().Select(outcome => (screen.Say(OutcomeWords.Of(outcome)), counts[outcome].ToString("0.##", CultureInfo.InvariantCulture)))], eligible ?? counts.Eligible, [.. OutcomeRate.All.Select(rate => new ToldRate(rate.Code, rate.Of(counts, eligible), IsHidden: false))]);
        }

        return (int)ExitCode.Ok;
    }

    private static int OfSurvey(Screen screen, OutcomeBoard board)
    {
        if (screen.IsJson)
            screen.Document(board);
        else
            Show(screen, [.. board.Cells.Select(cell => (string.Join(" + ", cell.Outcomes.Select(outcome => screen.Say(OutcomeWords.Of(outcome)))), cell.Count?.ToString(CultureInfo.InvariantCulture) ?? "…"))], board.Eligible, board.Rates);
        if (board.Rates.Any(rate => rate.IsHidden))
            screen.Remark(new("“…”: không cho biết, vì nhóm quá nhỏ.", "“…”: not told, because a group is too small."));
        return (int)ExitCode.Ok;
    }

    private static void Show(Screen screen, ImmutableArray<(string Name, string Count)> outcomes, double? eligible, ImmutableArray<ToldRate> rates)
    {
        var counts = new Table().Border(TableBorder.Simple).AddColumns([.. new Words[] { new("Kết quả", "Outcome"), new("Người", "People") }.Select(screen.Say)]);
        foreach (var (name, count) in outcomes)
            counts.AddRow(new Text(name), new Text(count));
        screen.Show(counts);
        var table = new Table().Border(TableBorder.Simple).AddColumns([.. new Words[] { new("Tỷ lệ", "Rate"), new("Nghĩa", "Meaning"), new("%", "%") }.Select(screen.Say)]);
        foreach (var rate in rates)
            table.AddRow(new Text(rate.Code), new Text(screen.Say(OutcomeWords.Of(rate.Code))), new Text(rate.IsHidden ? "…" : Percent(screen, rate.Value)));
        screen.Show(table);
        screen.Line(new Words($"e = {Percent(screen, eligible)} %", $"e = {Percent(screen, eligible)} %"));
    }

    private static string Percent(Screen screen, double? value) => value is not { } share ? "–" : screen.Say(new((share * 100).ToString("0.0", CultureInfo.InvariantCulture).Replace('.', ','), (share * 100).ToString("0.0", CultureInfo.InvariantCulture)));
}
