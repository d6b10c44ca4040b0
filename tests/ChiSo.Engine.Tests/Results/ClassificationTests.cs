using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Results;

public class ClassificationTests
{
    private static readonly Method Five = new()
    {
        Classes = [Band("rất tốt", 90), Band("tốt", 80), Band("khá", 70), Band("trung bình", 50), Band("kém", 0)],
    };

    private static ClassBand Band(string name, decimal from) => new(Words.Same(name), from);

    private static string ClassesOf(BlockInput input) =>
        string.Join(' ', Computation.Compute(input).Units.Select(unit => unit.Class is { } place ? $"{place}" : "-"));

    private static BlockInput Units(params decimal[] indices) => OfIndices(indices) with { Method = Five };

    [Theory]
    [InlineData("90", "0")]
    [InlineData("89.9949", "1")]
    [InlineData("89.995", "0")]
    [InlineData("80", "1")]
    [InlineData("79.995", "1")]
    [InlineData("79.9949", "2")]
    [InlineData("50", "3")]
    [InlineData("0", "4")]
    public void Lower_bounds_are_inclusive_on_published_values(string index, string expected) =>
        ClassesOf(Units(D(index))).ShouldBe(expected);

    [Fact]
    public void On_exact_values_79_995_stays_below_80() =>
        ClassesOf(Units(79.995m).With(method => method with { ClassifyOn = Basis.Exact })).ShouldBe("2");

    [Fact]
    public void Truncation_keeps_79_995_below_80() =>
        ClassesOf(Units(79.995m).With(method => method with { Rounding = Rounding.Truncate })).ShouldBe("2");

    [Fact]
    public void A_unit_below_every_bound_falls_into_the_last_class() =>
        ClassesOf(Units(10).With(method => method with { Classes = [Band("tốt", 80), Band("khá", 60)] })).ShouldBe("1");

    /// <summary>Nam Định 2020 (118/TB-UBND): departments I from 90, II from 80; districts I from 80, II from 70.</summary>
    [Theory]
    [InlineData("90", "0", "0")]
    [InlineData("85", "1", "0")]
    [InlineData("75", "2", "1")]
    public void Each_block_has_its_own_bounds(string index, string ofDepartments, string ofDistricts)
    {
        ClassesOf(Units(D(index)).With(method => method with { Classes = [Band("I", 90), Band("II", 80), Band("III", 0)] })).ShouldBe(ofDepartments);
        ClassesOf(Units(D(index)).With(method => method with { Classes = [Band("I", 80), Band("II", 70), Band("III", 0)] })).ShouldBe(ofDistricts);
    }

    /// <summary>Đồng Nai 2023 (33/QĐ-UBND) prints three decimals, such as 95.696 and 80.100; what two decimals would print alike stays apart.</summary>
    [Fact]
    public void A_table_of_three_decimals_ranks_and_classes_by_them()
    {
        var result = Computation.Compute(Units(95.6956m, 95.6944m, 89.9995m, 89.9994m).With(method => method with { Decimals = 3, RankOn = Basis.Published }));

        result.Units.Select(unit => unit.Published).ShouldBe([95.696m, 95.694m, 90.000m, 89.999m]);
        result.Units.Select(unit => unit.Rank!.Value.Value).ShouldBe([1, 2, 3, 4]); // all have an index
        result.Units.Select(unit => unit.Class).ShouldBe([0, 0, 0, 1]);
    }

    [Fact]
    public void Without_classes_nobody_is_in_one()
    {
        var result = Computation.Compute(OfIndices(90).With(method => method with { Classes = [] }));

        result.Units[0].Class.ShouldBeNull();
        result.Summary.ClassCounts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2, "80 0", "85 79.99", "0 1")]
    [InlineData(3, "80 60 0", "80 79.99 59.99", "0 1 2")]
    [InlineData(6, "95 85 75 60 40 0", "95 94.99 75 60 59.99 0", "0 1 2 3 4 5")]
    public void Any_number_of_classes_can_be_declared(int classes, string bounds, string indices, string expected)
    {
        var bands = bounds.Split(' ').Select(bound => Band(bound, D(bound))).ToArray();

        bands.Length.ShouldBe(classes);
        ClassesOf(Units([.. indices.Split(' ').Select(D)]).With(method => method with { Classes = [.. bands] })).ShouldBe(expected);
    }

    [Fact]
    public void Class_shares_of_184_units_are_counted_with_zeros()
    {
        decimal[] indices = [.. Enumerable.Repeat(91m, 7), .. Enumerable.Repeat(85m, 131), .. Enumerable.Repeat(75m, 44), .. Enumerable.Repeat(60m, 2)];
        var counts = Computation.Compute(OfIndices([.. indices.Select((index, place) => ($"u{place}", index))]) with { Method = Five }).Summary.ClassCounts;

        counts.ShouldBe([7, 131, 44, 2, 0]);
        counts.Select(count => Rounder.Publish(count * 100m / 184, 0, Rounding.HalfAwayFromZero)).ShouldBe([4, 71, 24, 1, 0]);
    }

    public class Gates
    {
        private static readonly CriteriaSet TwoFields = Set(Leaf("A", 80), Leaf("B", 20));

        private static BlockInput Gated(decimal a, decimal b, params Gate[] gates) =>
            Block(TwoFields, ("u", [a, b])) with { Method = Five with { Gates = [.. gates] } };

        private static Gate FieldB(decimal percent) => new(new GateCondition.NodeShareAtLeast(new("B"), percent), CapsAt: 1);

        [Theory]
        [InlineData("16", "0")]
        [InlineData("15.9999", "1")]
        public void A_field_under_its_share_caps_the_class(string points, string expected) =>
            ClassesOf(Gated(80, D(points), FieldB(80))).ShouldBe(expected);

        [Fact]
        public void A_mark_caps_the_class_and_says_why()
        {
            var input = Gated(80, 20, new Gate(new GateCondition.WithoutMark("vi-pham"), CapsAt: 2));
            var unit = Computation.Compute(input.WithUnit("u", unit => unit with { Marks = ["vi-pham"] })).Units[0];

            ClassesOf(input).ShouldBe("0");
            unit.Class.ShouldBe(2);
            unit.ClassReasons.ShouldBe([new ClassReason.Bound(0, 100, 90), new ClassReason.Gated(0, 0, 2)]);
        }

        [Fact]
        public void A_gate_never_lifts_a_class() => ClassesOf(Gated(60, 5, FieldB(80))).ShouldBe("3");

        [Fact]
        public void A_field_that_does_not_apply_passes() =>
            ClassesOf(Gated(80, 0, FieldB(80)).NotApplicable("u", "B", NotApplicableEffect.Rebase)).ShouldBe("0");

        [Fact]
        public void The_strictest_of_several_gates_holds() =>
            ClassesOf(Gated(80, 14, FieldB(80), FieldB(75) with { CapsAt = 3 })).ShouldBe("3");
    }

    public class Quotas
    {
        private static BlockInput Limited(Quota quota, params decimal[] indices) => Units(indices).With(method => method with { Quotas = [quota] });

        [Fact]
        public void Places_are_filled_in_rank_order_and_the_rest_fall_one_class() =>
            ClassesOf(Limited(new(0, Number: 2, null), 91, 95, 92, 85)).ShouldBe("1 0 0 1");

        [Theory]
        [InlineData(20, "1 1 1 1")]
        [InlineData(25, "0 1 1 1")]
        [InlineData(50, "0 0 1 1")]
        [InlineData(74, "0 0 1 1")]
        public void A_share_admits_the_whole_units_below_it(int percent, string expected) =>
            ClassesOf(Limited(new(0, null, SharePercent: percent), 99, 98, 97, 96)).ShouldBe(expected);

        [Fact]
        public void A_share_counts_ranked_units_only() =>
            ClassesOf(Limited(new(0, null, SharePercent: 50), 99, 98, 97, 96).WithUnit("d", unit => unit.Excluded())).ShouldBe("0 1 1 -");

        [Theory]
        [InlineData(true, "0 1 1 1")]
        [InlineData(false, "0 0 0 1")]
        public void A_tie_over_the_edge_falls_whole_unless_declared_otherwise(bool falls, string expected) =>
            ClassesOf(Limited(new(0, Number: 2, null, TieOverEdgeFalls: falls), 99, 98, 98, 97)).ShouldBe(expected);

        [Fact]
        public void A_tie_that_just_fits_stays() => ClassesOf(Limited(new(0, Number: 3, null), 99, 98, 98, 97)).ShouldBe("0 0 0 1");

        [Fact]
        public void No_place_at_all_lets_everybody_fall_one_class() => ClassesOf(Limited(new(0, Number: 0, null), 99, 99)).ShouldBe("1 1");

        [Fact]
        public void Units_that_fell_meet_the_quota_of_the_next_class()
        {
            var input = Units(99, 98, 97, 85).With(method => method with { Quotas = [new(0, 1, null), new(1, 1, null)] });

            ClassesOf(input).ShouldBe("0 1 2 2");
            Computation.Compute(input).Units[2].ClassReasons.ShouldBe([new ClassReason.Bound(0, 97, 90), new ClassReason.QuotaFull(0, 1, 1), new ClassReason.QuotaFull(1, 2, 1)]);
        }

        [Fact]
        public void Quotas_come_after_gates()
        {
            var input = Units(99, 98, 97).With(method => method with
            {
                Gates = [new(new GateCondition.WithoutMark("vi-pham"), 1)],
                Quotas = [new(0, 2, null)],
            }).WithUnit("a", unit => unit with { Marks = ["vi-pham"] });

            ClassesOf(input).ShouldBe("1 0 0");
        }

        [Fact]
        public void A_tie_broken_by_a_key_is_no_tie_at_the_edge()
        {
            var set = Set(Leaf("A", 50), Leaf("B", 50));
            var input = Block(set, ("a", [45m, 50m]), ("b", [50m, 45m])) with
            {
                Method = Five with { Quotas = [new(0, 1, null)], TieBreaks = [new TieBreak.NodePoints(new("A"))] },
            };

            ClassesOf(input).ShouldBe("1 0");
        }
    }
}
