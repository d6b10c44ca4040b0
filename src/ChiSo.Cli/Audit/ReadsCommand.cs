using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using Spectre.Console;

namespace ChiSo.Cli.Audit;

/// <summary><c>chiso audit reads</c>: who read what is not public, and what of a week stands out.</summary>
internal static class ReadsCommand
{
    public static Command Create(SharedOptions shared)
    {
        var week = shared.Option("--week", new("NGÀY", "DAY"), new("Ngày đầu của tuần cần xem; không có thì bảy ngày qua.", "First day of the week to look at; the last seven days when left out."));
        var command = new GuidedCommand("reads", shared.Say(new(
            "Ai đã tải minh chứng, xuất dữ liệu trong một tuần, và điều khác thường cần xem lại.", "Who downloaded evidence or exported data in a week, and what stands out.")))
        {
            Examples =
            [
                new("chiso audit reads", new("Bảy ngày qua.", "The last seven days.")),
                new("chiso audit reads --week 05/01/2026 --json", new("Một tuần, dạng JSON.", "One week, as JSON.")),
            ],
        };
        command.Add(week);
        command.SetAction((parsed, cancel) => RunAsync(shared.ScreenOf(parsed), shared.DatabaseOf(parsed), parsed.GetValue(week), cancel));
        return command;
    }

    private static Task<int> RunAsync(Screen screen, string? connection, string? week, CancellationToken cancel)
    {
        var first = TimeProvider.System.GetUtcNow().UtcDateTime - ReadAnomalies.Week;
        if (week is not null)
        {
            if (!VietnameseDates.TryRead(week, out var day))
                return Task.FromResult(screen.Problem(NoDay(week), ExitCode.Usage));
            first = VietnamTime.Utc(day);
        }

        return OpenInstallation.NeedAsync(screen, connection, async installation =>
        {
            var reads = await installation.Reads.SinceAsync(first - ReadAnomalies.Habit, cancel, first + ReadAnomalies.Week);
            var names = (await installation.Accounts.ListAsync(cancel)).ToDictionary(row => row.Id, row => row.UserName);
            Show(screen, [.. reads.Where(read => read.At >= first && read.At < first + ReadAnomalies.Week)], ReadAnomalies.Find(reads, first), names);
            return (int)ExitCode.Ok;
        }, cancel);
    }

    private static void Show(Screen screen, ImmutableArray<SensitiveRead> reads, ImmutableArray<ReadAnomaly> anomalies, Dictionary<Guid, string> names)
    {
        string Name(Guid by) => names.GetValueOrDefault(by) ?? screen.Say(new("(máy chủ)", "(the server)"));
        if (screen.IsJson)
        {
            screen.Document(new
            {
                Reads = reads.Select(read => new { read.At, By = Name(read.By), read.What, read.Subject, read.Origin?.Address, read.Origin?.Request }),
                Anomalies = anomalies.Select(one => new { By = Name(one.By), one.Kind, one.Reads, one.First, one.Last }),
            });
            return;
        }

        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in (Words[])[new("Lúc", "At"), new("Ai", "Who"), new("Việc", "Act"), new("Đối tượng", "Subject"), new("Từ", "From")])
            table.AddColumn(Markup.Escape(screen.Say(name)));
        foreach (var read in reads)
            table.AddRow(VietnamTime.Write(read.At), Markup.Escape(Name(read.By)), Markup.Escape(screen.Say(ActWords.Of(read.What))), Markup.Escape(read.Subject), Markup.Escape(read.Origin?.Address ?? "–"));
        screen.Show(table);
        screen.Line(anomalies.IsEmpty ? new Words("Không có gì khác thường.", "Nothing stands out.") : new Words("Cần xem lại:", "To look at:"));
        foreach (var one in anomalies)
            screen.Line($"  {Name(one.By)}: {screen.Say(ReadAnomalyWords.Of(one))}");
    }

    private static Problem NoDay(string text) => new("value.not-a-date", "--week",
        new($"\"{text}\" không phải là ngày.", $"\"{text}\" is not a date."), new("Ghi ngày dạng 31/12/2023 hoặc 2023-12-31.", "Write a date such as 31/12/2023 or 2023-12-31."));
}
