using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using static ChiSo.Application.Surveys.Exports.RText;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>The lines that make the design <c>d</c> of R's survey package from the exported answers <c>x</c>: as it was drawn and calibrated, or by its replicate weights.</summary>
internal static class RDesign
{
    /// <summary>How near R must come to the totals: the figures of calibrated weights then agree to more digits than are compared.</summary>
    private const string Convergence = "epsilon = 1e-11, maxit = 500";

    public static Result<string> Of(DesignFile file, WeightedSample sample)
    {
        if (sample.Replicates is { } replicates)
            return Repeated(file, replicates);
        if (file is { Calibration: not null, NonResponse: not null })
            return Unsaid();
        ImmutableArray<StageColumns> stages = file.Stages[0] is { Sizes: null, Fractions: null } first ? [first] : file.Stages; // drawn with replacement: the first stage tells all
        var hasSizes = stages[0].Sizes is not null;
        if (stages.Length > 1 && stages.Any(stage => hasSizes ? stage.Sizes is null : stage.Fractions is null))
            return Unsaid();
        var drawn = $"d <- svydesign({Drawn(file, stages)}, data = x)";
        return file.Calibration is { } calibration ? string.Join('\n', Calibrated(file, calibration, drawn)) : drawn;
    }

    private static string Repeated(DesignFile file, Replicates replicates)
    {
        var count = replicates.Count.ToString(CultureInfo.InvariantCulture);
        return $"""
            # Replicate weights {replicates.Method}, adjusted like the weights; each squared deviation counts as often as rscales say.
            d <- svrepdesign(weights = ~{Name(DesignExport.WeightOf(file))}, repweights = x[, sprintf("replicate%d", 1:{count})], type = "other", combined.weights = TRUE, scale = 1,
              rscales = c({string.Join(", ", replicates.Scales.Select(scale => Text(scale)))}), mse = {(file.Replicates!.Centre == ReplicateCentre.Estimate ? "TRUE" : "FALSE")}, data = x)
            """.ReplaceLineEndings("\n"); // replicates are made because they are wanted
    }

    private static string Drawn(DesignFile design, ImmutableArray<StageColumns> stages)
    {
        var parts = new List<string> { $"ids = ~{string.Join(" + ", stages.Select(stage => Name(stage.Units ?? ".row")))}" };
        if (stages.Any(stage => stage.Strata is not null))
            parts.Add($"strata = ~{string.Join(" + ", stages.Select(stage => Name(stage.Strata ?? ".all")))}");
        if (stages[0] is { Sizes: not null } or { Fractions: not null })
            parts.Add($"fpc = ~{string.Join(" + ", stages.Select(stage => Name(stage.Sizes ?? stage.Fractions!)))}"); // all of one kind, see above
        parts.Add($"weights = ~{Name(design.Calibration is null ? DesignExport.WeightOf(design) : DesignExport.BaseOf(design))}");
        parts.Add($"nest = {(stages.Any(stage => stage.Names == UnitNames.WithinStratum) ? "TRUE" : "FALSE")}");
        return string.Join(", ", parts);
    }

    /// <summary>Totals by the columns of R's model matrix: everybody, then each group but the first of every classification, then the numbers.</summary>
    private static IEnumerable<string> Calibrated(DesignFile file, CalibrationColumns calibration, string drawn)
    {
        var (terms, totals) = (new List<string>(), new List<(string Name, double Total)>());
        foreach (var (group, place) in calibration.Groups.Select((group, place) => (group, place)))
        {
            var labels = group.Totals.OrderBy(total => total.Key, StringComparer.Ordinal).ToArray();
            if (place == 0)
                totals.Add(("(Intercept)", labels.Sum(total => total.Value)));
            var column = string.Create(CultureInfo.InvariantCulture, $".group{place + 1}");
            yield return $"x${column} <- factor(x[[{Quoted(group.Column)}]], levels = c({string.Join(", ", labels.Select(total => Quoted(total.Key)))}))";
            terms.Add(column);
            totals.AddRange(labels.Skip(1).Select(total => (column + total.Key, total.Value)));
        }

        terms.AddRange(calibration.Numbers.Select(number => Name(number.Column)));
        totals.AddRange(calibration.Numbers.Select(number => (number.Column, number.Total)));
        yield return drawn;
        yield return $"d <- calibrate(d, ~{(calibration.Groups.IsEmpty ? "0 + " : "")}{string.Join(" + ", terms)}, setNames(c({string.Join(", ", totals.Select(total => Text(total.Total)))}), c({string.Join(", ", totals.Select(total => Quoted(total.Name)))})), {Distance(calibration)}, {Convergence})";
        yield return $"local({{ w <- x[[{Quoted(DesignExport.WeightOf(file))}]]; stopifnot(all(abs(weights(d) - w) < 1e-8 * pmax(1, abs(w)))) }})";
    }

    private static string Distance(CalibrationColumns calibration)
    {
        var bounds = $"bounds = c({Text(calibration.Lower)}, {Text(calibration.Upper)})";
        return calibration.Distance switch
        {
            DistanceKind.Linear => "calfun = \"linear\"",
            DistanceKind.Raking => "calfun = \"raking\"",
            DistanceKind.Logit => $"calfun = \"logit\", {bounds}",
            _ => $"calfun = \"linear\", {bounds}",
        };
    }

    private static Problem Unsaid() => new("survey.script-design", "stages",
        new("Chưa viết được tệp R cho thiết kế này: không có cho thiết kế vừa điều chỉnh không trả lời vừa hiệu chỉnh mà không dùng trọng số lặp, hay các giai đoạn khai quy mô theo nhiều cách.", "No R script is made for this design: it has none where non-response and calibration go without replicates, nor where stages tell their populations in different ways."),
        new("Dùng trọng số lặp (replicates), hoặc xuất không kèm --script rồi khai thiết kế trong R theo cột trọng số.", "Use replicates, or export without --script and declare the design in R with the column of weights."));
}
