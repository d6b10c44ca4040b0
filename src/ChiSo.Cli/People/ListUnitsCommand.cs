using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.People;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using Spectre.Console;

namespace ChiSo.Cli.People;

/// <summary><c>chiso units list</c>: units on a day, as known at a moment.</summary>
internal static class ListUnitsCommand
{
    public static Command Create(SharedOptions shared)
    {
        var day = shared.Option("--on", new("NGÀY", "DAY"), new("Ngày xem, như 01/07/2025; không có thì hôm nay.", "The day, such as 01/07/2025; today when left out."));
        var known = shared.Option("--known", new("NGÀY", "DAY"), new("Theo điều đã biết đến hết ngày này; không có thì theo điều biết hiện nay.", "As known at the end of this day; as known now when left out."));
        var under = shared.Option("--under", new("MÃ", "CODE"), new("Chỉ các đơn vị trực thuộc đơn vị này.", "Only units directly under this one."));
        var command = new GuidedCommand("list", shared.Say(new("Liệt kê đơn vị có vào một ngày.", "List the units that are there on a day.")))
        {
            Examples =
            [
                new("chiso units list --under 92", new("Đơn vị của Cần Thơ hôm nay.", "Units of Cần Thơ today.")),
                new("chiso units list --under 92 --on 31/12/2024 --known 01/03/2025", new("Ngày 31/12/2024, theo điều biết đến 01/03/2025.", "On 31/12/2024, as known on 01/03/2025.")),
            ],
        };
        command.Add(day);
        command.Add(known);
        command.Add(under);
        command.SetAction((parsed, cancel) => RunAsync(shared.ScreenOf(parsed), shared.DatabaseOf(parsed), new(parsed.GetValue(day), parsed.GetValue(known), parsed.GetValue(under)), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string? connection, Wanted wanted, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        if (UnitTexts.NoDay(wanted.On, "--on") is { } wrong)
            return screen.Problem(wrong, ExitCode.Usage);
        if (UnitTexts.NoDay(wanted.Known, "--known") is { } wrongKnown)
            return screen.Problem(wrongKnown, ExitCode.Usage);
        var day = wanted.On is { } on && VietnameseDates.TryRead(on, out var given) ? given : today;
        DateTime? known = wanted.Known is { } moment && VietnameseDates.TryRead(moment, out var until) ? until.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : null;
        return await OpenInstallation.NeedAsync(screen, connection, async installation =>
        {
            var units = await installation.Units.OnAsync(day, known, cancel);
            UnitTexts.Show(screen, wanted.Under is { } parent ? [.. units.Where(unit => unit.Parent == parent)] : units);
            return (int)ExitCode.Ok;
        }, cancel);
    }

    private sealed record Wanted(string? On, string? Known, string? Under);
}

/// <summary>Facts of the register as tables and JSON.</summary>
internal static class UnitTexts
{
    /// <summary>A problem when a day was named that is none.</summary>
    public static Problem? NoDay(string? text, string option) => text is null || VietnameseDates.TryRead(text, out _) ? null : new("value.not-a-date", option,
        new($"\"{text}\" không phải là ngày.", $"\"{text}\" is not a date."), new("Ghi ngày dạng 31/12/2023 hoặc 2023-12-31.", "Write a date such as 31/12/2023 or 2023-12-31."));

    public static void Show(Screen screen, ImmutableArray<UnitFact> facts)
    {
        if (screen.IsJson)
        {
            screen.Document(facts.Select(fact => new { fact.Unit, fact.Name, fact.NameEn, fact.Kind, fact.Parent, fact.From, fact.Until, Predecessors = fact.PredecessorList(), fact.Source, fact.RecordedAt, fact.ReplacedAt }));
            return;
        }

        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in (Words[])[new("Mã", "Code"), new("Tên", "Name"), new("Cấp trên", "Above"), new("Từ", "From"), new("Đến trước", "Until"), new("Tiền thân", "Made from"), new("Biết", "Known")])
            table.AddColumn(Markup.Escape(screen.Say(name)));
        foreach (var fact in facts)
            table.AddRow([.. Cells(screen, fact).Select(Markup.Escape)]);
        screen.Show(table);
        screen.Line(new Words($"{facts.Length} dòng.", $"{facts.Length} rows."));
    }

    private static IEnumerable<string> Cells(Screen screen, UnitFact fact) =>
    [
        fact.Unit,
        fact.Name,
        fact.Parent,
        fact.From is { } from ? VietnameseDates.ToText(from) : screen.Say(new("chưa rõ", "unknown")),
        fact.Until is { } until ? VietnameseDates.ToText(until) : "–",
        fact.PredecessorList() is not { } made ? screen.Say(new("chưa rõ", "unknown")) : made.IsEmpty ? screen.Say(new("không có", "none")) : string.Join("; ", made),
        fact.ReplacedAt is { } replaced ? screen.Say(new($"đến {VietnameseDates.ToText(DateOnly.FromDateTime(replaced))}", $"until {VietnameseDates.ToText(DateOnly.FromDateTime(replaced))}")) : screen.Say(new("hiện nay", "now")),
    ];
}
