using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>Against closed forms and tables: t with 1 and 2 degrees has an algebraic inverse, the beta with one parameter 1 too.</summary>
public sealed class QuantileTests
{
    [Theory]
    [InlineData(0.975, 1)]
    [InlineData(0.6, 1)]
    [InlineData(0.0001, 1)]
    [InlineData(0.999999, 1)]
    public void One_degree_of_freedom_is_the_Cauchy_distribution(double probability, double degrees) =>
        Relative(Quantile.StudentT(probability, degrees), Math.Tan(Math.PI * (probability - 0.5)));

    [Theory]
    [InlineData(0.975)]
    [InlineData(0.51)]
    [InlineData(0.001)]
    public void Two_degrees_of_freedom_have_a_closed_form(double probability) =>
        Relative(Quantile.StudentT(probability, 2), ((2 * probability) - 1) / Math.Sqrt(2 * probability * (1 - probability)));

    [Theory] // printed in every textbook
    [InlineData(0.975, 10, 2.228138852)]
    [InlineData(0.975, 30, 2.042272456)]
    [InlineData(0.95, 120, 1.657650899)]
    [InlineData(0.995, 4, 4.604094871)]
    public void Student_t_as_printed(double probability, double degrees, double printed) => Quantile.StudentT(probability, degrees).ShouldBe(printed, 1e-8);

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0)]
    [InlineData(0.005, -2.575829303548901)]
    public void Normal_as_printed(double probability, double printed) => Quantile.Normal(probability).ShouldBe(printed, 1e-12);

    [Theory]
    [InlineData(0.05, 20)]
    [InlineData(0.975, 3)]
    [InlineData(0.001, 150)]
    public void Beta_with_a_parameter_of_one_is_a_power(double probability, double b) => Relative(Quantile.Beta(probability, 1, b), -Math.Exp(Math.Log(1 - probability) / b) + 1);

    [Fact]
    public void Two_sided_probability_undoes_the_quantile() =>
        Quantile.StudentTwoSided(Quantile.StudentT(0.975, 17), 17).ShouldBe(0.05, 1e-13);

    /// <summary>With two numerator degrees the upper tail is (1 + 2f/d)^(−d/2).</summary>
    [Fact]
    public void Upper_tail_of_F_with_two_degrees_has_a_closed_form() => Relative(Quantile.FisherUpper(3.5, 2, 11), Math.Pow(1 + (2 * 3.5 / 11), -5.5));

    private static void Relative(double actual, double expected) => actual.ShouldBe(expected, Math.Abs(expected) * 1e-9);
}
