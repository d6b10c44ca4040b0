using System.Diagnostics;
using System.Globalization;
using ChiSo.Application.Results;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Results;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using Spectre.Console;

namespace ChiSo.Cli.Surveys;

/// <summary>What a survey puts on the lines of a round, on the terminal.</summary>
internal static class FedTable
{
    private const int Decimals = 2;

    public static void Show(Screen screen, string survey, FeedPlan plan, bool isWritten)
    {
        if (screen.IsJson)
        {
            screen.Document(new
            {
                Survey = survey, Round = plan.After.Code, Written = isWritten && !plan.IsEmpty,
                Lines = plan.Lines.Select(line => new
                {
                    line.Block, line.Unit, Line = line.Criterion.Value, line.Factor, Before = ValueOf(line.Before), After = ValueOf(line.After), Forms = line.After?.From?.Count, line.After?.From?.StandardError, line.After?.From?.Source,
                    line.PointsBefore, line.PointsAfter, State = line.State.ToString(), By = line.By?.ToString(), Why = line.Why is { } why ? screen.Say(why) : null,
                }),
            });
            return;
        }

        foreach (var block in plan.After.Blocks.Where(block => plan.Lines.Any(line => line.Block == block.Code)))
            ShowBlock(screen, block, plan);
        Tell(screen, plan, isWritten);
    }

    private static void ShowBlock(Screen screen, BlockDocument block, FeedPlan plan)
    {
        var units = block.Units.ToDictionary(unit => unit.Code, unit => unit.Name);
        var numbers = block.Criteria.Leaves().ToDictionary(leaf => leaf.Code, leaf => leaf.Number.Value);
        var figures = new Figures(screen.Language);
        screen.Title(screen.Say(block.Name));
        var table = new Table().Border(TableBorder.Simple).AddColumns([.. new Words[]
        {
            new("Đơn vị", "Unit"), new("Tiêu chí", "Line"), new("Số liệu", "Value"), new("Phiếu", "Forms"), new("Sai số chuẩn", "Std. error"), new("Điểm", "Points"), new("Ghi chú", "Note"),
        }.Select(screen.Say)]);
        foreach (var line in plan.Lines.Where(line => line.Block == block.Code))
        {
            string[] cells =
            [
                screen.Say(units[line.Unit]), numbers[line.Criterion], $"{Number(screen, ValueOf(line.Before))} → {Number(screen, ValueOf(line.After))}",
                line.After?.From?.Count?.ToString(CultureInfo.InvariantCulture) ?? "–", Number(screen, line.After?.From?.StandardError),
                $"{Points(line.PointsBefore)} → {Points(line.PointsAfter)}", Note(screen, line),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        screen.Show(table);

        string Points(decimal? points) => points is { } known ? figures.Points(known, block.Method) : "–";
    }

    private static void Tell(Screen screen, FeedPlan plan, bool isWritten)
    {
        var (vi, en) = (VietnameseNumbers.CountText(plan.Positions.Length), VietnameseNumbers.CountEnglish(plan.Positions.Length));
        screen.Remark(
            plan.IsEmpty ? new("Không có số liệu nào khác với số liệu đang có.", "No value differs from what stands.")
            : isWritten ? new($"Đã ghi {vi} số liệu vào kỳ {plan.After.Code}.", $"Wrote {en} values into round {plan.After.Code}.")
            : new($"Sẽ ghi {vi} số liệu vào kỳ {plan.After.Code}; chưa ghi gì.", $"Would write {en} values into round {plan.After.Code}; nothing is written yet."));
        if (!plan.Decisions.IsEmpty)
        {
            screen.Remark(new(
                $"Quyết định theo quy định của tiêu chí khi thiếu phiếu: {VietnameseNumbers.CountText(plan.Decisions.Length)}.",
                $"Decisions by the lines' rules for too few forms: {VietnameseNumbers.CountEnglish(plan.Decisions.Length)}."));
        }
    }

    private static string Note(Screen screen, FedLine line) => string.Join("; ", new[] { Words(line.State), line.Why ?? Engine.Words.Same("") }.Select(screen.Say).Where(said => said.Length > 0));

    private static Words Words(FedState state) => state switch
    {
        FedState.Written => Engine.Words.Same(""),
        FedState.Same => new("như cũ", "as it was"),
        FedState.TooFewForms => new("chưa đủ phiếu: chờ quyết định", "too few forms: to be decided"),
        FedState.LaterStage => new("bước sau đã kết luận", "a later stage has spoken"),
        FedState.NotApplicable => new("không áp dụng theo quy định của tiêu chí", "not applicable, by the line's rule"),
        FedState.LeftOut => new("đã quyết định không áp dụng", "decided as not applicable"),
        FedState.Nothing => new("không có chỉ số, giữ nguyên", "no index, left as it was"),
        _ => throw new UnreachableException($"No words for {state}."),
    };

    private static decimal? ValueOf(Entry? entry) => entry is Entry.Figures { Values: [var value] } ? value : null;

    private static string Number(Screen screen, decimal? value) => value is { } known ? screen.Say(VietnameseNumbers.ToWords(known, Decimals)) : "–";
}
