using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Results;
using ChiSo.Cli.Rounds;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Results;

/// <summary><c>chiso explain</c>: why a unit has the points it has, down to the entries.</summary>
internal static class ExplainCommand
{
    public static Command Create(SharedOptions shared)
    {
        var round = shared.Argument(Names.RoundOrSource, Names.RoundOrSourceMeaning);
        var unit = shared.Argument(new("ĐƠN-VỊ", "UNIT"), new("Mã hoặc tên đơn vị (chữ hoa hay thường, có dấu hay không dấu đều được).", "Code or name of the unit (upper or lower case, with marks or without)."));
        var criterion = shared.OptionalArgument(new("TIÊU-CHÍ", "CRITERION"), new(
            "Mã hoặc số thứ tự của lĩnh vực, tiêu chí; không có thì giải thích toàn bộ.", "Code or printed number of a field or criterion; everything when left out."));
        var command = new GuidedCommand("explain", shared.Say(new(
            "Giải thích bằng lời vì sao một đơn vị có số điểm ấy, đến từng số liệu.", "Say in words why a unit has its points, down to the entries.")))
        {
            Examples =
            [
                new("chiso explain samples/can-tho-2023 phong-dien", new("Cây lý do của một huyện, tính từ tệp.", "The reasons of a district, computed from files.")),
                new("chiso explain samples/can-tho-2023 \"huyen phong dien\"", new("Tên không dấu cũng được.", "A name without marks will do.")),
                new("chiso explain samples/can-tho-2023 phong-dien 1.1", new("Chỉ một tiêu chí.", "One criterion only.")),
                new("chiso explain can-tho-2023 phong-dien --json", new("Từ kỳ trong cơ sở dữ liệu, dạng JSON.", "From the round in the database, as JSON.")),
            ],
        };
        command.Add(round);
        command.Add(unit);
        command.Add(criterion);
        command.SetAction((parsed, cancel) =>
        {
            var (screen, wanted) = (shared.ScreenOf(parsed), new Wanted(parsed.GetRequiredValue(unit), parsed.GetValue(criterion)));
            return RoundSource.UseAsync(screen, shared.DatabaseOf(parsed), parsed.GetRequiredValue(round), read => Task.FromResult(Explain(screen, read, wanted)), cancel);
        });
        return command;
    }

    private static int Explain(Screen screen, RoundDocument round, Wanted wanted)
    {
        var (unit, criterion) = (wanted.Unit, wanted.Criterion);
        var found = UnitSearch.Find(round, unit);
        if (found is [var (block, place)])
            return Explain(screen, ComputedBlock.Of(round, block), place, criterion);
        return screen.Problem(found.IsEmpty
            ? NotFound("unit.not-found", unit, new("Không có đơn vị nào mang mã hoặc tên này.", "No unit has this code or name."))
            : Ambiguous(unit, [.. found.Select(one => one.Block.Units[one.Place])]), ExitCode.NotFound);
    }

    private static Problem Ambiguous(string named, ImmutableArray<UnitInput> units)
    {
        var all = new Words(string.Join(", ", units.Select(unit => $"{unit.Code} ({unit.Name.Vi})")), string.Join(", ", units.Select(unit => $"{unit.Code} ({unit.Name.En})")));
        return new("unit.ambiguous", named, new($"Nhiều đơn vị có thể mang tên này: {all.Vi}.", $"Several units may be meant: {all.En}."),
            new("Nêu mã, hoặc viết tên đủ dấu.", "Give the code, or write the name with all its marks."));
    }

    private static int Explain(Screen screen, ComputedBlock block, int place, string? criterion)
    {
        var parts = Explanation.Of(block.Input, place);
        if (criterion is not null && ReasonTree.Find(parts, criterion) is null)
            return screen.Problem(NotFound("criterion.not-found", criterion, new("Không có dòng nào mang mã hoặc số này.", "No line has this code or number.")), ExitCode.NotFound);
        var chosen = criterion is null ? parts : [ReasonTree.Find(parts, criterion)!]; // found just above
        if (screen.IsJson)
            screen.Document(chosen.Select(ExplainedDocument.Of));
        else
            Show(screen, block, place, criterion, chosen);
        return (int)ExitCode.Ok;
    }

    private static void Show(Screen screen, ComputedBlock block, int place, string? criterion, ImmutableArray<Explained> chosen)
    {
        screen.Show(ReasonTree.Of(screen.Say(block.Input.Units[place].Name), chosen, screen.Language));
        if (criterion is not null)
            return;

        var result = block.Result.Units[place];
        foreach (var reason in result.ClassReasons)
            screen.Line(ReasonWords.Of(reason, block.Method));
        if (NextStepWords.Of(result, block.Method) is { } next)
            screen.Line(next);
    }

    private sealed record Wanted(string Unit, string? Criterion);

    private static Problem NotFound(string code, string named, Words what) =>
        new(code, named, what, new("Xem mã trong tệp của kỳ đánh giá.", "Look the code up in the files of the round."));
}
