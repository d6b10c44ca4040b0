using System.CommandLine;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey size</c>: how many forms a margin needs, and what they can't tell.</summary>
internal static class SizeCommand
{
    public static Command Create(SharedOptions shared)
    {
        var share = shared.Option("--share", new("TỶ_LỆ", "SHARE"), new("Tỷ lệ dự kiến, từ 0 đến 1; mặc định 0.5 là an toàn nhất.", "Expected share, 0 to 1; 0.5, the default, is the safe choice."));
        var margin = shared.Option("--margin", new("SAI_SỐ", "MARGIN"), new("Sai số biên, như 0.05 cho ± 5 điểm phần trăm (mặc định).", "Margin of error, such as 0.05 for ± 5 points (default)."));
        var level = shared.Option("--level", new("ĐỘ_TIN_CẬY", "LEVEL"), new("Độ tin cậy; mặc định 0.95.", "Confidence; 0.95 by default."));
        var population = shared.Option("--population", new("N", "N"), new("Số người trong khung mẫu; không có thì coi là rất lớn.", "People in the frame; very many when left out."));
        var effect = shared.Option("--design-effect", new("HỆ_SỐ", "EFFECT"), new("Hệ số thiết kế; mặc định 1.", "Design effect; 1 by default."));
        var response = shared.Option("--response", new("TỶ_LỆ", "SHARE"), new("Tỷ lệ trả lời, trên 0 đến 1; mặc định 1.", "Response, above 0 to 1; 1 by default."));
        var units = shared.Option("--units", new("SỐ", "NUMBER"), new("Số đơn vị được xếp thứ, mỗi đơn vị một mẫu như vậy.", "Units to be ordered, each with such a sample."));
        var command = new GuidedCommand("size", shared.Say(new("Tính cỡ mẫu từ sai số mong muốn; nói rõ mẫu không phân biệt được gì.", "Sample size from the wanted margin; says what the sample can't tell apart.")))
        {
            Examples =
            [
                new("chiso survey size --margin 0.03 --population 1251 --response 0.6", new("577 phiếu hợp lệ, mời 961 người.", "577 valid forms, 961 people to ask.")),
                new("chiso survey size --share 0.9 --margin 0.05 --units 9", new("Thêm: khoảng cách nhỏ nhất để xếp thứ 9 đơn vị.", "Also: the smallest gap at which 9 units can be ordered.")),
            ],
        };
        foreach (var option in new[] { share, margin, level, population, effect, response, units })
            command.Add(option);
        command.SetAction(parsed =>
        {
            var (screen, numbers) = (shared.ScreenOf(parsed), new NumberOptions(parsed));
            var asked = new Asked(numbers.Number(share, 0.5, 0, 1), numbers.Number(margin, 0.05, 0, 1), numbers.Number(level, 0.95, 0, 1), numbers.Whole(population, 1),
                numbers.Number(effect, 1, 0, 1000), numbers.Number(response, 1, 0, 1 + 1e-12), numbers.Whole(units, 2));
            return numbers.Problems.IsEmpty ? Show(screen, asked) : screen.Problems(numbers.Problems, ExitCode.Usage);
        });
        return command;
    }

    private static int Show(Screen screen, Asked asked)
    {
        var size = SampleSize.ForShare(asked.Share, asked.Margin, asked.Level, asked.Population, asked.DesignEffect, Math.Min(1, asked.Response));
        double? gap = asked.Units is { } units ? SampleSize.DetectableDifference(size.Completed, asked.Share, units * (units - 1) / 2, asked.Level, 0.8, asked.Population, asked.DesignEffect) : null;
        if (screen.IsJson)
        {
            screen.Document(new { size.Completed, size.Invited, DetectableDifference = gap });
            return (int)ExitCode.Ok;
        }

        screen.Line(new Words($"Phiếu hợp lệ cần có: {size.Completed}", $"Valid forms needed: {size.Completed}"));
        screen.Line(new Words($"Người cần mời: {size.Invited}", $"People to ask: {size.Invited}"));
        if (gap is { } points)
        {
            var (vi, en) = ($"{(decimal)Math.Round(points * 100, 1)}".Replace('.', ','), $"{(decimal)Math.Round(points * 100, 1)}");
            screen.Line(new Words($"Hai đơn vị cách nhau dưới {vi} điểm phần trăm thường không phân biệt được: đừng xếp thứ chúng theo mẫu này.", $"Two units less than {en} percentage points apart can mostly not be told apart: don't order them by this sample."));
        }

        return (int)ExitCode.Ok;
    }

    private sealed record Asked(double Share, double Margin, double Level, int? Population, double DesignEffect, double Response, int? Units);
}
