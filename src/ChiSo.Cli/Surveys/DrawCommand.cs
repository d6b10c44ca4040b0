using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using ChiSo.Application.Surveys;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey draw</c>: a sample and its reserve from a list, repeatable by anybody.</summary>
internal static class DrawCommand
{
    public static Command Create(SharedOptions shared)
    {
        var frame = shared.Argument(new("KHUNG-MẪU", "FRAME"), new("Tệp CSV với cột id và, nếu có, stratum và cluster.", "CSV file with the column id and, if any, stratum and cluster."));
        var method = new Option<string>("--method") { HelpName = "simple|systematic|pps", Description = shared.Say(new("Cách chọn; mặc định simple.", "How to draw; simple by default.")), DefaultValueFactory = _ => "simple" };
        method.AcceptOnlyFromAmong("simple", "systematic", "pps");
        var allocation = new Option<string>("--allocation") { HelpName = "proportional|equal|squareRoot|neyman", Description = shared.Say(new("Cách chia cho các tầng; mặc định proportional.", "How strata share the sample; proportional by default.")), DefaultValueFactory = _ => "proportional" };
        allocation.AcceptOnlyFromAmong("proportional", "equal", "squareRoot", "neyman");
        var deviations = shared.Option("--deviations", new("BẢNG", "TABLE"), new("Với neyman: CSV hoặc Excel với cột stratum (và unit, với --units) và deviation (độ lệch chuẩn) hoặc share (tỷ lệ dự kiến, từ 0 đến 1).", "With neyman: CSV or Excel with the columns stratum (and unit, with --units) and deviation (standard deviation) or share (expected share, 0 to 1)."));
        var size = shared.Option("--size", new("SỐ", "NUMBER"), new("Số người; với pps là số cụm.", "People; with pps the number of clusters."));
        var people = shared.Option("--people", new("SỐ", "NUMBER"), new("Với pps: số người trong mỗi cụm.", "With pps: people in each cluster."));
        var reserve = shared.Option("--reserve", new("SỐ", "NUMBER"), new("Số người dự phòng của mỗi tầng (pps: mỗi cụm); mặc định 0.", "Reserve of each stratum (pps: of each cluster); 0 by default."));
        var seed = shared.Option("--seed", new("SỐ", "NUMBER"), new("Hạt giống, số nguyên từ 0; ghi vào biên bản chọn mẫu.", "The seed, a whole number from 0; goes into the record of the draw."));
        var to = shared.Option("--to", new("TỆP", "FILE"), new("Tệp CSV nhận mẫu; không có thì in ra.", "CSV file for the sample; printed when left out."));
        var units = shared.Switch("--units", new("Chọn trong từng đơn vị của cột unit, như trên trang; mẫu có cột unit để mời.", "Draw within the units of the column unit, as at the desk; the sample has them, to be invited from."));
        seed.Required = size.Required = true;
        var command = new GuidedCommand("draw", shared.Say(new("Chọn mẫu và danh sách dự phòng; ai có khung mẫu và hạt giống đều chọn lại được.", "Draw a sample and its reserve; anybody with the frame and the seed can repeat it.")))
        {
            Examples =
            [
                new("chiso survey draw frame.csv --size 400 --reserve 20 --seed 2026 --to sample.csv", new("Mẫu phân tầng theo tỷ lệ, mỗi tầng 20 người dự phòng.", "A proportional stratified sample with a reserve of 20 a stratum.")),
                new("chiso survey draw frame.csv --size 400 --seed 2026 --allocation neyman --deviations deviations.csv", new("Tầng khác biệt nhiều được nhiều phiếu hơn.", "Strata that differ more within get more of the sample.")),
                new("chiso survey draw frame.csv --units --size 400 --seed 2026 --to sample.csv", new("Mẫu chia cho các đơn vị của khung mẫu.", "A sample spread over the units of the frame.")),
                new("chiso survey draw frame.csv --method pps --size 30 --people 10 --seed 7", new("30 cụm theo quy mô, mỗi cụm 10 người.", "30 clusters by their size, 10 people in each.")),
            ],
        };
        command.Add(frame);
        foreach (var option in new Option[] { method, allocation, deviations, size, people, reserve, seed, units, to })
            command.Add(option);
        command.SetAction(parsed =>
        {
            var (screen, numbers) = (shared.ScreenOf(parsed), new NumberOptions(parsed));
            var isPps = parsed.GetValue(method) == "pps";
            var asked = new Asked(parsed.GetValue(method)!, Enum.Parse<AllocationRule>(parsed.GetValue(allocation)!, ignoreCase: true), numbers.Needed(size, 1), isPps ? numbers.Needed(people, 1) : 0, numbers.Whole(reserve, 0) ?? 0, numbers.Seed(seed), parsed.GetValue(units), parsed.GetValue(deviations)); // both have defaults
            return numbers.Problems.IsEmpty ? Run(screen, parsed.GetRequiredValue(frame), asked, parsed.GetValue(to)) : screen.Problems(numbers.Problems, ExitCode.Usage);
        });
        return command;
    }

    private static int Run(Screen screen, string path, Asked asked, string? to)
    {
        var read = asked.IsByUnit ? FrameFile.ReadByUnit(path) : FrameFile.Read(path);
        if (!read.TryGet(out var frame))
            return SurveyFiles.Refuse(screen, read.Problems);
        var known = Deviations(frame, asked);
        if (!known.TryGet(out var deviations))
            return SurveyFiles.Refuse(screen, known.Problems);
        var made = Draw(frame, asked, deviations);
        if (!made.TryGet(out var draw))
            return screen.Problems(made.Problems);

        var text = asked.IsByUnit ? FrameFile.TextByUnit(draw) : FrameFile.Text(draw);
        if (to is not null)
            File.WriteAllText(to, text);
        if (screen.IsJson)
            screen.Document(new { draw.Method, draw.Seed, draw.FrameHash, draw.Version, Rows = to is null ? draw.Rows : default(ImmutableArray<DrawnRow>?) });
        else if (to is null)
            screen.Raw(text);
        var seed = draw.Seed.ToString(CultureInfo.InvariantCulture);
        screen.Remark(new($"Cách chọn {draw.Method}, phiên bản {draw.Version}, hạt giống {seed}, khung mẫu {draw.FrameHash}.", $"Method {draw.Method}, version {draw.Version}, seed {seed}, frame {draw.FrameHash}."));
        return (int)ExitCode.Ok;
    }

    /// <summary>One a stratum in the order of their names; empty where the allocation needs none.</summary>
    private static Result<ImmutableArray<double>> Deviations(SampleFrame frame, Asked asked)
    {
        if (asked.Allocation != AllocationRule.Neyman)
            return asked.Deviations is null ? ImmutableArray<double>.Empty : Unneeded("--deviations", new("--deviations chỉ dùng với --allocation neyman.", "--deviations goes with --allocation neyman alone."));
        return asked.Deviations is { } path
            ? StratumDeviations.Read(path, [.. frame.Rows.Select(row => row.Stratum).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], asked.IsByUnit)
            : Unneeded("--deviations", new("Phân bổ Neyman cần độ lệch chuẩn của từng tầng.", "Neyman's allocation needs the standard deviation of each stratum."));
    }

    private static Problem Unneeded(string where, Words what) => new("survey.option", where, what, new("Thêm hoặc bỏ tùy chọn này.", "Add the option, or leave it out."));

    private static Result<Draw> Draw(SampleFrame frame, Asked asked, ImmutableArray<double> deviations)
    {
        var isPps = asked.Method == "pps";
        var strata = frame.Rows.GroupBy(row => row.Stratum, StringComparer.Ordinal).OrderBy(stratum => stratum.Key, StringComparer.Ordinal).ToArray();
        var allocated = Allocation.Of(asked.Size, [.. strata.Select(stratum => isPps ? stratum.Select(row => row.Cluster).Distinct(StringComparer.Ordinal).Count() : stratum.Count())], asked.Allocation, deviations);
        if (!allocated.TryGet(out var sizes))
            return allocated.Problems;
        var byName = strata.Index().ToDictionary(stratum => stratum.Item.Key, stratum => sizes[stratum.Index], StringComparer.Ordinal);
        var withReserve = byName.ToDictionary(pair => pair.Key, pair => new StratumSize(pair.Value, asked.Reserve), StringComparer.Ordinal);
        return asked.Method switch
        {
            "pps" => TwoStageDrawing.ProportionalToSize(frame, byName, new(asked.People, asked.Reserve), asked.Seed),
            "systematic" => Drawing.Systematic(frame, withReserve, asked.Seed),
            _ => Drawing.Simple(frame, withReserve, asked.Seed),
        };
    }

    private sealed record Asked(string Method, AllocationRule Allocation, int Size, int People, int Reserve, ulong Seed, bool IsByUnit, string? Deviations);
}
