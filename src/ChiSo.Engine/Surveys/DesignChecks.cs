using System.Collections.Immutable;
using static ChiSo.Engine.NumberText;

namespace ChiSo.Engine.Surveys;

/// <summary>What must be put right in a design before anything can be estimated by it.</summary>
internal static class DesignChecks
{
    public static IEnumerable<Problem> OfWeights(ImmutableArray<double> weights)
    {
        var wrong = weights.Select((weight, row) => (weight, row)).Where(pair => !(pair.weight >= 0 && double.IsFinite(pair.weight))).Select(pair => (int?)pair.row).FirstOrDefault();
        if (wrong is { } row)
        {
            yield return new("survey.weight", Row(row), new($"Trọng số là {Vi(weights[row])}, phải là số không âm.", $"The weight is {En(weights[row])}; it must be zero or more."),
                new("Ghi lại trọng số của dòng này.", "Correct the weight of this row."));
        }
        else if (weights.All(weight => weight == 0))
        {
            yield return new("survey.no-weight", "design", new("Mọi trọng số đều bằng 0.", "Every weight is zero."),
                new("Ghi trọng số của các phiếu.", "Give the forms their weights."));
        }
    }

    public static Problem NoWeights() =>
        new("survey.weights-unknown", "design", new("Không có trọng số, và có giai đoạn không khai tổng thể nên không suy ra được.", "There are no weights, and they can't be derived: a stage declares no population."),
            new("Ghi cột trọng số, hoặc khai số đơn vị hay tỷ lệ mẫu của mọi giai đoạn.", "Give a column of weights, or the population sizes or sampling fractions of every stage."));

    public static IEnumerable<Problem> OfNesting(Grouping units, int[] unitOfRow, int[] stratumOfUnit, int[] parents, string[] strata, int stage)
    {
        var stratumOfName = new Dictionary<(int Parent, int Name), int>();
        var told = new HashSet<(int Parent, int Name)>();
        for (var row = 0; row < unitOfRow.Length; row++)
        {
            var stratum = stratumOfUnit[unitOfRow[row]];
            var name = (parents[stratum], units.Codes[row]);
            if (stratumOfName.TryAdd(name, stratum) || stratumOfName[name] == stratum || !told.Add(name))
                continue;
            var (unit, first, second) = (units.Names[name.Item2], strata[stratumOfName[name]], strata[stratum]);
            yield return new("survey.unit-in-two-strata", Stage(stage),
                new($"Đơn vị mẫu “{unit}” nằm trong hai tầng: “{first}” và “{second}”.", $"Sampled unit “{unit}” lies in two strata: “{first}” and “{second}”."),
                new("Sửa tầng, hoặc khai rằng tên đơn vị chỉ có nghĩa trong tầng của nó.", "Correct the stratum, or declare that names of units count within their stratum."));
        }
    }

    public static IEnumerable<Problem> OfLonelyUnits(CompiledStage[] stages, LonelyUnits policy)
    {
        for (var number = 0; number < stages.Length; number++)
        {
            var stage = stages[number];
            var lonely = Enumerable.Range(0, stage.Strata).Where(stage.IsLonely).ToArray();
            if (policy == LonelyUnits.Stop)
            {
                foreach (var stratum in lonely)
                    yield return Lonely(stage.StratumNames[stratum], Stage(number));
            }
            else if (policy == LonelyUnits.Average && lonely.GroupBy(stratum => stage.ParentOfStratum[stratum]).Any(group => group.Count() == stage.ParentOfStratum.Count(parent => parent == group.Key)))
            {
                yield return new("survey.lonely-no-average", Stage(number), new("Không tầng nào có từ hai đơn vị mẫu, nên không có phương sai trung bình.", "No stratum has two sampled units, so there is no mean variance to lend."),
                    new("Chọn cách xử lý khác.", "Choose another policy."));
            }
        }
    }

    /// <summary>By its number from 0, where strata have no names.</summary>
    public static Problem LonelyUnit(int stratum) => Lonely(En(stratum + 1), Stage(0));

    private static Problem Lonely(string stratum, string where) =>
        new("survey.lonely-unit", where, new($"Tầng “{stratum}” chỉ có một đơn vị mẫu nên không ước lượng được phương sai.", $"Stratum “{stratum}” has one sampled unit only, so its variance can't be estimated."),
            new("Gộp tầng này với một tầng giống nó, hoặc chọn cách xử lý: certainty, adjust hay average.", "Merge it with a stratum like it, or choose a policy: certainty, adjust or average."));

    public static Problem PopulationVaries(string stratum, int stage) =>
        new("survey.population-varies", Stage(stage), new($"Tổng thể của tầng “{stratum}” không giống nhau trên mọi dòng.", $"The population of stratum “{stratum}” is not the same on all its rows."),
            new("Ghi một số cho cả tầng.", "Write one number for the whole stratum."));

    public static Problem PopulationTooSmall(string stratum, int stage, double size, int drawn) =>
        new("survey.population-too-small", Stage(stage), new($"Tầng “{stratum}” khai {Vi(size)} đơn vị trong tổng thể, ít hơn {Vi(drawn)} đơn vị đã chọn.", $"Stratum “{stratum}” declares {En(size)} units in the population, fewer than the {En(drawn)} drawn."),
            new("Ghi số đơn vị của tổng thể; nếu cột là tỷ lệ, hãy khai là tỷ lệ mẫu.", "Write the number of units in the population; if the column holds shares, declare it as sampling fractions."));

    public static Problem FractionOutOfRange(string stratum, int stage, double fraction) =>
        new("survey.fraction", Stage(stage), new($"Tỷ lệ mẫu của tầng “{stratum}” là {Vi(fraction)}, phải lớn hơn 0 và không quá 1.", $"The sampling fraction of stratum “{stratum}” is {En(fraction)}; it must be above 0 and at most 1."),
            new("Ghi tỷ lệ từ 0 đến 1; nếu cột là số đơn vị, hãy khai là quy mô tổng thể.", "Write a share from 0 to 1; if the column holds counts, declare it as population sizes."));

    private static string Stage(int number) => $"stage {En(number + 1)}";

    private static string Row(int row) => $"row {En(row + 1)}";
}
